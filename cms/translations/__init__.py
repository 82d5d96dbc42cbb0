"""Translating pages, where wagtail-localize leaves something open."""

from cms.translations.services import TranslationError, refuse_if_incomplete, submit, translation_of

__all__ = ["TranslationError", "refuse_if_incomplete", "submit", "translation_of"]
