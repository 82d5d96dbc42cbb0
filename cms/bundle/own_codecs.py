"""The ground floor's own pages in a bundle."""

from cms.bundle.codecs import PageCodec, page_codecs
from cms.bundle.fields import Words
from cms.bundle.streams import Body
from cms.models import HomePage, PlainPage

HOME_FIELDS = (Words("question", translatable=True), Body("body"))
page_codecs.register("home", PageCodec("home", "", HomePage, HOME_FIELDS, parent=None, stem="home"))
page_codecs.register("page", PageCodec("page", "pages", PlainPage, (Body("body"),), nests=True))
