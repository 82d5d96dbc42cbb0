"""What a page's running text is made of. Everything here survives a round trip to Markdown."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

# The features of every rich text field: what limited Markdown can say, and nothing more.
PROSE = ["bold", "italic", "link", "ol", "ul"]
PROSE_WITH_HEADINGS = ["h2", "h3", *PROSE]


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, attributed to a function or an organisation, never to a name."""

    text = blocks.TextBlock(label=_("Words"))
    speaker = blocks.CharBlock(
        label=_("Who says this"),
        required=False,
        help_text=_("A function or organisation, not a person's name."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "cms/blocks/quote.html"


class FigureBlock(blocks.StructBlock):
    """One number with what it counts and where it comes from."""

    number = blocks.CharBlock(label=_("Number"), max_length=20)
    meaning = blocks.CharBlock(label=_("What it counts"))
    source = blocks.CharBlock(label=_("Where it comes from"), required=False)

    class Meta:
        icon = "order"
        label = _("Figure")
        template = "cms/blocks/figure.html"


class NoteBlock(blocks.StructBlock):
    """A remark set apart from the text, such as a limit of what a figure says."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE)

    class Meta:
        icon = "info-circle"
        label = _("Note")
        template = "cms/blocks/note.html"


class PictureBlock(blocks.StructBlock):
    """A picture with its alternative text; empty alternative text marks it as decorative."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        required=False,
        help_text=_("For people who do not see the picture. Leave empty if it only decorates."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/blocks/picture.html"


class BodyBlock(blocks.StreamBlock):
    """The running text of a page."""

    text = blocks.RichTextBlock(
        label=_("Text"), features=PROSE_WITH_HEADINGS, template="cms/blocks/text.html"
    )
    quote = QuoteBlock()
    figure = FigureBlock()
    note = NoteBlock()
    picture = PictureBlock()
