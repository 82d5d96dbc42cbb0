"""What every form for adding a page asks besides its own few questions."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.findings import Kind as Detail
from cms.detector.forms import ThirdPersonMixin
from cms.keyed import KeyedForm
from cms.photos import PhotoError, shrunk
from knowledge.enums import PhotoConsent
from knowledge.models import PagePhoto

PHOTO_FIELDS = ("remove_photo", "photo", "photo_alt", "photo_consent")


class DraftForm(ThirdPersonMixin, KeyedForm):
    """What every page that somebody adds asks. A draft may be unfinished; sending in may not."""

    free_text: ClassVar[Sequence[str]] = ()
    # In sight; the other fields fold open.
    first: ClassVar[Sequence[str]] = ()
    # Below this field stands what resembles it.
    similar_below: ClassVar[str] = ""
    folded_label: ClassVar[Any] = ""

    title = forms.CharField(max_length=200)

    def __init__(
        self,
        *data: Any,
        page: Any = None,
        photo: PagePhoto | None = None,
        finished: bool = False,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.page, self.kept_photo = page, photo
        given = {**(initial or {}), **(self.read(page) if page else {}), **_of_photo(photo)}
        super().__init__(*data[:1], files=data[1] if len(data) > 1 else None, initial=given)
        self._ask_photo()
        if not finished:
            for field in self.fields.values():
                field.required = False

    def _ask_photo(self) -> None:
        if self.kept_photo:
            self.fields["remove_photo"] = forms.BooleanField(
                label=_("Take the photo away"), required=False
            )
        self.fields["photo"] = forms.FileField(
            label=_("Another photo") if self.kept_photo else _("Photo"),
            help_text=_("We take out where it was taken, and with which phone."),
            required=False,
            widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        )
        self.fields["photo_alt"] = forms.CharField(
            label=_("What is on the photo?"),
            help_text=_("For whoever cannot see it. Such as: six neighbours around a table."),
            max_length=200,
            required=False,
        )
        self.fields["photo_consent"] = forms.ChoiceField(
            label=_("Who is on the photo?"),
            choices=PhotoConsent.choices,
            required=False,
            widget=forms.RadioSelect,
        )

    def _kinds_in(self, name: str) -> list[Detail]:
        # What a draft holds already was let through before.
        known = self.page is not None and self.cleaned_data.get(name) == self.initial.get(name)
        return [] if known else super()._kinds_in(name)

    def clean_photo(self) -> Any:
        """Make it small and take out what a phone writes into it."""
        photo = self.cleaned_data["photo"]
        try:
            return shrunk(photo) if photo else None
        except PhotoError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("photo"):
            if not cleaned.get("photo_consent"):
                self.add_error("photo_consent", _("Say who is on it. Then choose the photo again."))
            if not cleaned.get("photo_alt"):
                self.add_error("photo_alt", _("Say what is on it. Then choose the photo again."))
        return cleaned

    def read(self, page: Any) -> dict[str, Any]:
        """Return what a draft holds, as its fields show it."""
        raise NotImplementedError

    def write(self, page: Any) -> None:
        """Put what was filled in into a page."""
        raise NotImplementedError

    @property
    def first_fields(self) -> list[Any]:
        """The fields in sight: the few questions, and what a warning asks."""
        folded = {*self.folded_names, *PHOTO_FIELDS}
        return [field for field in self if field.name not in folded]

    @property
    def folded_names(self) -> list[str]:
        """The fields that may stay empty."""
        shown = {"key", *self.first, *PHOTO_FIELDS, "not_about_somebody_else"}
        return [name for name in self.fields if name not in shown]

    @property
    def folded_fields(self) -> list[Any]:
        return [self[name] for name in self.folded_names]

    @property
    def photo_fields(self) -> list[Any]:
        return [self[name] for name in PHOTO_FIELDS if name in self.fields]

    @property
    def is_unfolded(self) -> bool:
        """Whether something below the fold has to be seen."""
        return any(name in self.errors or self[name].value() for name in self.folded_names)

    @property
    def is_photo_unfolded(self) -> bool:
        """Whether the photo has to be seen."""
        return bool(self.kept_photo) or any(name in self.errors for name in PHOTO_FIELDS)


def _of_photo(photo: PagePhoto | None) -> dict[str, Any]:
    return {"photo_alt": photo.alt, "photo_consent": photo.consent} if photo else {}
