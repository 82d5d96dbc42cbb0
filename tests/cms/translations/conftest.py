"""A page of two paragraphs that is translated and published in both languages."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.models import HomePage, PlainPage

ENGLISH = {
    "Over ons": "About us",
    "over-ons": "about-us",
    "Wat we doen.": "What we do.",
    "We eten samen.": "We eat together.",
    "We wandelen elke week.": "We walk every week.",
    "We zingen ook.": "We sing as well.",
}


@dataclass
class Pair:
    """An original and its translation."""

    original: Any
    translation: Translation

    @property
    def english(self) -> Any:
        return Page.objects.get(
            translation_key=self.original.translation_key,
            locale=self.translation.target_locale,
        ).specific

    def say(self, *paragraphs: str, publish: bool = True) -> None:
        """Let the original say something else."""
        self.original.refresh_from_db()
        page = self.original.specific
        block = page.body[0].id
        page.body = [{"type": "text", "id": block, "value": html(*paragraphs)}]
        revision = page.save_revision()
        if publish:
            revision.publish()

    def translate(self) -> None:
        """Translate each text that has no translation yet."""
        for segment in self.translation.source.stringsegment_set.select_related("string"):
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=self.translation.target_locale,
                defaults={"data": ENGLISH[segment.string.data]},
            )

    def publish(self) -> None:
        """Publish the translation as it is; wagtail-localize itself waits for the commit."""
        self.translation.save_target(publish=False)
        self.english.get_latest_revision().publish()


def html(*paragraphs: str) -> str:
    return "".join(f"<p>{each}</p>" for each in paragraphs)


@pytest.fixture
def pair(english_home: HomePage) -> Pair:
    text = html("We eten samen.", "We wandelen elke week.")
    page = english_home.original.add_child(
        instance=PlainPage(
            title="Over ons",
            slug="over-ons",
            summary="Wat we doen.",
            body=[{"type": "text", "id": str(uuid4()), "value": text}],
        )
    )
    page.save_revision().publish()
    source, _made = TranslationSource.get_or_create_from_instance(page)
    made = Pair(page, Translation.objects.create(source=source, target_locale=english_home.locale))
    made.translate()
    made.publish()
    return made
