"""Tables of the knowledge floor: one file for each page type."""

from knowledge.models.activity import Activity, ActivityIndex
from knowledge.models.activity_check import ActivityCheck
from knowledge.models.guidance import (
    Guidance,
    GuidanceEvidence,
    GuidanceIndex,
    GuidancePractice,
)
from knowledge.models.lesson import Lesson, LessonActivity, LessonGuidance, LessonIndex
from knowledge.models.links import PageSource, PageTheme
from knowledge.models.photo import PagePhoto
from knowledge.models.practice import Practice, PracticeActivity, PracticeIndex
from knowledge.models.source import Source, SourceIndex
from knowledge.models.theme import Theme, ThemeIndex
from knowledge.models.trial import Trial
from knowledge.models.vocabulary import TargetGroup

__all__ = [
    "Activity",
    "ActivityCheck",
    "ActivityIndex",
    "Guidance",
    "GuidanceEvidence",
    "GuidanceIndex",
    "GuidancePractice",
    "Lesson",
    "LessonActivity",
    "LessonGuidance",
    "LessonIndex",
    "PagePhoto",
    "PageSource",
    "PageTheme",
    "Practice",
    "PracticeActivity",
    "PracticeIndex",
    "Source",
    "SourceIndex",
    "TargetGroup",
    "Theme",
    "ThemeIndex",
    "Trial",
]
