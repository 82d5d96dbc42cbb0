"""What changed, shown."""

from bs4 import BeautifulSoup

from cms.suggestions.diff import inline_diff, side_by_side


def without_words_for_screen_readers(html: str) -> BeautifulSoup:
    soup = BeautifulSoup(html, "html.parser")
    for span in soup.find_all("span"):
        span.decompose()
    return soup


def test_words_that_go_and_come_are_marked() -> None:
    soup = without_words_for_screen_readers(
        inline_diff("Kom op maandag langs", "Kom op dinsdag langs")
    )

    assert str(soup) == "Kom op <del>maandag </del><ins>dinsdag </ins>langs"


def test_a_screen_reader_hears_where_a_change_begins_and_ends() -> None:
    soup = BeautifulSoup(inline_diff("een twee", "een drie"), "html.parser")

    for tag in ("del", "ins"):
        begin, end = soup.select(f"{tag} span.hidden")
        assert begin.text.startswith("[")
        assert end.text == "]"


def test_side_by_side_marks_each_half_on_its_own_side() -> None:
    old, new = map(without_words_for_screen_readers, side_by_side("een twee", "een drie"))

    assert str(old) == "een <del>twee</del>"
    assert str(new) == "een <ins>drie</ins>"


def test_a_new_paragraph_shows_as_one() -> None:
    soup = without_words_for_screen_readers(inline_diff("Een.", "Een.\n\nTwee."))

    assert soup.find_all("br")
    assert "Twee." in soup.select("ins")[0].text


def test_what_looks_like_html_is_shown_as_text() -> None:
    canary = "<script>alert(1)</script>"

    for html in (inline_diff("", canary), inline_diff(canary, ""), *side_by_side(canary, "x")):
        assert "<script>" not in html


def test_a_very_long_text_is_compared_in_time_and_completely() -> None:
    before = "\n".join(f"regel {number} met een paar woorden" for number in range(2000))
    after = before.replace("regel 700 ", "zin 700 ")

    soup = without_words_for_screen_readers(inline_diff(before, after))

    assert soup.select("ins")[0].text.strip() == "zin 700 met een paar woorden"
