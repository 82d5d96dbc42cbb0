from typing import Any

from django.http import HttpRequest

from cms.notices.kinds import NoticeKind
from cms.panels import HomePanel
from cms.plugins.plugin import Plugin


def shortened(request: HttpRequest, language: str) -> dict[str, Any]:
    from schakel_toy.models import ShortSentences

    steps = ShortSentences.objects.all()
    return {"number": sum(step.task_states.filter(status="approved").count() for step in steps)}


plugin = Plugin(
    name="toy",
    label="Korte zinnen",
    version="0.1",
    tasks=["schakel_toy.ShortSentences"],
    notice_kinds={"long_sentence": NoticeKind("Lange zinnen", "Je schreef een lange zin.")},
    home_panels={"short": HomePanel("schakel_toy/panel.html", shortened, order=900)},
)
