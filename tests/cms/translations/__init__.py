"""Translations that fall behind their original."""
