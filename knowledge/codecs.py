"""How knowledge stands in a bundle: a dozen lines for each type of page."""

from cms.bundle.codecs import RowCodec, page_fields, register_type, row_codecs
from cms.bundle.fields import Choice, Codes, Day, Field, Number, PartialDate, Words
from cms.bundle.relations import Children, PageLink, Row, Rows, links
from cms.bundle.streams import Body, Quotes
from cms.bundle.texts import RichText
from knowledge import models

CLASSIFICATION: tuple[Field, ...] = (
    Codes("gradations"),
    Codes("forms"),
    Codes("causes"),
    Codes("risk_themes"),
    Codes("working_elements"),
    Rows("target_groups"),
    Rows("neighbourhoods"),
)
ACTIVITY: tuple[Field, ...] = (
    Rows("providers"),
    *CLASSIFICATION,
    Choice("status"),
    PartialDate("started"),
    PartialDate("ended"),
    Choice("initiated_by_network"),
    Number("age_from"),
    Number("age_to"),
    Words("place", translatable=True),
    Words("frequency", translatable=True),
    Words("how_to_join", translatable=True),
    Words("phone"),
    Words("website"),
    Choice("referral_needed"),
    Choice("price"),
    Words("price_note", translatable=True),
    Words("languages", translatable=True),
    Words("transport", translatable=True),
    Choice("accompanied"),
    Choice("phone_contact"),
    Body("body"),
)
PRACTICE: tuple[Field, ...] = (
    *CLASSIFICATION,
    Rows("organisations"),
    Words("partners", translatable=True),
    Rows("adopted_by"),
    Words("spokesperson_function", translatable=True),
    links("activities", "activity_links", "activity"),
    Quotes("quotes"),
    *(RichText(name) for name in models.practice.SIX_FIELDS),
    RichText("origin"),
    RichText("signalling_role"),
)
EVIDENCE = Children(
    "evidence",
    parts=(
        Choice("level"),
        Words("subject"),
        Words("given_by"),
        PartialDate("given_on"),
        Day("valid_until"),
    ),
    required=("level", "subject", "given_by", "given_on"),
)
GUIDANCE: tuple[Field, ...] = (
    Words("question", translatable=True),
    Choice("cost"),
    Choice("plausibility"),
    Choice("certainty"),
    EVIDENCE,
    links("practices", "practice_links", "practice"),
    *CLASSIFICATION,
    RichText("short_answer"),
    RichText("mechanism"),
    RichText("conditions"),
    RichText("did_not_work"),
    RichText("self_check"),
)
LESSON: tuple[Field, ...] = (
    Choice("verdict"),
    Words("conditions", translatable=True),
    Choice("voice"),
    links("activities", "activity_links", "activity"),
    links("guidance", "guidance_links", "guidance", Choice("stance")),
    PageLink("learned_from"),
    PartialDate("learned_on"),
    Row("organisation", "contributor_organisation"),
    Rows("target_groups"),
    RichText("explanation"),
)
SOURCE: tuple[Field, ...] = (
    Words("author"),
    Words("publisher"),
    Number("year"),
    Words("address"),
    Day("accessed_on"),
    Body("body"),
)

LABELS = (Words("nl", "label_nl"), Words("en", "label_en"))
GROUPS = RowCodec("vocabularies/target-groups.yaml", models.TargetGroup, LABELS, ("nl", "en"))
row_codecs.register("target groups", GROUPS)
page_fields.register("themes", links("themes", "theme_links", "theme"))
page_fields.register("sources", links("sources", "source_links", "source", Words("reference")))
register_type("theme", "themes", models.Theme, models.ThemeIndex, (Body("body"),))
register_type("source", "sources", models.Source, models.SourceIndex, SOURCE)
register_type("activity", "activities", models.Activity, models.ActivityIndex, ACTIVITY)
register_type("practice", "practices", models.Practice, models.PracticeIndex, PRACTICE)
register_type("guidance", "guidance", models.Guidance, models.GuidanceIndex, GUIDANCE)
register_type("lesson", "lessons", models.Lesson, models.LessonIndex, LESSON)
