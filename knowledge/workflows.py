"""By which way what somebody offers comes on the site, until an administrator decides otherwise."""

from cms.plugins.defaults import DefaultWorkflow, Step, default_workflows
from network.enums import Role

_PEER = Step(
    "peer_review.PeerReview",
    "Een redacteur kijkt mee",
    {"approvals": 1, "days": 14},
    groups=[Role.EDITOR],
)
default_workflows.register(
    "practice",
    DefaultWorkflow(
        "Voorbeeld: persoonsgegevens, dan een redacteur",
        "knowledge.PracticeIndex",
        [
            Step(
                "privacy_check.PrivacyCheck",
                "Staan er persoonsgegevens in?",
                groups=[Role.EDITOR],
            ),
            _PEER,
        ],
    ),
)
default_workflows.register(
    "guidance",
    DefaultWorkflow(
        "Wat werkt: onderbouwing, dan twee redacteuren",
        "knowledge.GuidanceIndex",
        [
            Step("evidence_check.EvidenceCheck", "Is het onderbouwd?", groups=[Role.EDITOR]),
            Step(
                "peer_review.PeerReview",
                "Twee redacteuren kijken mee",
                {"approvals": 2, "days": 21},
                groups=[Role.EDITOR],
            ),
        ],
    ),
)
default_workflows.register(
    "lesson",
    DefaultWorkflow("Les: een redacteur kijkt mee", "knowledge.LessonIndex", [_PEER]),
)
