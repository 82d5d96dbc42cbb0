"""Trials in a bundle: there and back, without a name on the way out."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from cms.bundle import BundleInvalid, export_bundle, import_bundle
from knowledge.models import Practice, Trial
from network.models import User

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]
TRIALS = """- key: hek-op-hoogte
  page: practice:tuinhek
  told_on: 2026-03-01
  place: Een schoolplein
  changed: Hoger hek
  outcome: failed
  tip: Hou het laag.
  language: nl
  told_by: spade@schakel.example
  organisation: kade
  lesson: laag-hek
- key: vragen
  page: guidance:uitnodigen
  told_on: 2026-04-01
  place: Een portiek
  outcome: worked
"""


@pytest.fixture
def bundle(tmp_path: Path, settings: Any) -> Path:
    """The small bundle with two trials."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = Path(shutil.copytree(ROOT / "tests" / "bundles" / "small", tmp_path / "bundle"))
    (folder / "trials.yaml").write_text(TRIALS)
    return folder


def test_trials_come_in_with_page_lesson_and_who_told_them(bundle: Path) -> None:
    import_bundle(bundle)

    trial = Trial.objects.get(place="Een schoolplein")
    assert trial.translation_key == Practice.objects.get(slug="tuinhek").translation_key
    assert trial.contributor == User.objects.get(email="spade@schakel.example")
    assert str(trial.contributor_organisation)
    assert trial.lesson is not None
    assert trial.created_at.date().isoformat() == "2026-03-01"


def test_a_round_trip_keeps_them_and_names_nobody(bundle: Path, tmp_path: Path) -> None:
    import_bundle(bundle)
    before = list(Trial.objects.order_by("pk").values())
    assert import_bundle(bundle).rows == 0

    export_bundle(tmp_path / "out")
    assert import_bundle(tmp_path / "out").rows == 0

    assert list(Trial.objects.order_by("pk").values()) == before
    assert "@" not in (tmp_path / "out" / "trials.yaml").read_text()


def test_what_was_taken_back_does_not_travel(bundle: Path, tmp_path: Path) -> None:
    import_bundle(bundle)
    trial = Trial.objects.get(place="Een portiek")
    Trial.objects.filter(pk=trial.pk).update(withdrawn_at=trial.created_at)

    export_bundle(tmp_path / "out")

    assert "Een portiek" not in (tmp_path / "out" / "trials.yaml").read_text()


@pytest.mark.parametrize("page", ["lesson:regen", "practice:hek", "tuinhek"])
def test_what_cannot_be_tried_is_refused_with_its_line(page: str, bundle: Path) -> None:
    file = bundle / "trials.yaml"
    file.write_text(TRIALS.replace("practice:tuinhek", page))

    with translation.override("en"), pytest.raises(BundleInvalid) as refused:
        import_bundle(bundle)

    assert "trials.yaml:2 page" in str(refused.value)
