"""Tests of the events floor."""
