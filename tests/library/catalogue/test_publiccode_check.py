"""The checker of publiccode.yml gives the verdict of the official one, and says what is wrong so that it can be mended."""

import re
import time

import pytest

from tests.library.catalogue.publiccode_files import FOLDER, FULL, LONG, SMALL
from toepas.catalogue import Severity, Verdict, check_publiccode
from toepas.catalogue.publiccode import graphemes
from toepas.catalogue.publiccode.nodes import MOST_BYTES
from toepas.catalogue.report import MOST
from toepas.kernel.words import Words

WORDS = Words()
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.yml"))
OFFICIAL = 333
NOT_BY_US = {
    "v0/invalid/logo_missing_url.yml": "only a request to google.com shows that the picture is not there",
}
"""Files of which the official verdict cannot be known without the network."""
NOT_BY_THEM = {
    "v1/valid/valid.yml": "lies among the valid ones, but the official checker (5, August 2026) refuses version 1 whole",
}
"""Files of which the folder does not tell what the official checker says."""
NAMED_OTHERWISE = {
    "description_invalid_language",
    "file_encoding",
    "invalid_yaml",
    "legal_missing",
    "mostly_empty",
    "supports_unknown_alias",
    "unknown_field",
}
"""Files of which the name is not that of a key."""
BREAKABLE = [
    ("legal:\n  license: EUPL-1.2\n", "", "legal.license", 1),
    ("name: Letters\n", "name:\n", "name", 2),
    ("name: Letters", "name: []", "name", 2),
    ("name: Letters", "name: Letters\nnane: x", "nane", 3),
    ("https://code.example.org/letters.git", "letters", "url", 3),
    ("  - web", "  {}", "platforms", 4),
    ("beta", "Beta", "developmentStatus", 6),
    ("Reads letters.", "x" * 151, "description.en.shortDescription", 10),
    (LONG, "Too short.", "description.en.longDescription", 11),
    ("    features:\n      - Says what a letter is about\n", "", "description.en.features", 9),
    ("  en:\n", "  en_GB:\n", "description.en_GB", 9),
    ("EUPL-1.2", "EUPL 1.2 or so", "legal.license", 15),
    ("type: none", "type: community", "maintenance.contacts", 17),
    ("type: none", "type: none\n  contractors: []", "maintenance.contractors", 18),
    ("localisationReady: true", "localisationReady: yes", "localisation.localisationReady", 19),
    ("localisationReady: true", 'localisationReady: "true"', "localisation.localisationReady", 19),
    ("    - en\n", "    - xx-Nowhere\n", "localisation.availableLanguages[0]", 21),
    ('"0.7"', "0.7", "publiccodeYmlVersion", 1),
    ('"0.7"', '"1"', "publiccodeYmlVersion", 1),
]  # fmt: skip
needs_files = pytest.mark.skipif(
    not FILES, reason="the official files lie beside the project (../shared) and are not here"
)


def check(text, **how):
    return check_publiccode(text if isinstance(text, bytes) else text.encode(), WORDS, **how)


def errors(text, **how):
    return [(message.key, message.line) for message in check(text, **how).of_severity(Severity.ERROR)]


def expected_of(name):
    if name.startswith("v1/") or "/invalid/" in name:
        return Verdict.INVALID
    return Verdict.WARNINGS if "/valid_with_warnings/" in name else Verdict.VALID


@needs_files
def test_every_official_file_is_looked_at():
    assert len(FILES) == OFFICIAL
    assert (NOT_BY_US.keys() | NOT_BY_THEM.keys()) <= set(FILES)


@needs_files
@pytest.mark.parametrize("name", FILES)
def test_the_verdict_is_that_of_the_official_checker(name):
    path = FOLDER / name
    report = check(path.read_bytes(), folder=path.parent)
    if name in NOT_BY_US:
        assert report.verdict is Verdict.VALID
        assert "logo" in {message.key for message in report.of_severity(Severity.UNCHECKED)}
    else:
        assert report.verdict is expected_of(name), [str(message) for message in report.messages]


@needs_files
@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("v0/invalid/") and name not in NOT_BY_US])
def test_the_key_that_a_file_is_named_after_is_the_one_complained_of(name):
    stem = name.rpartition("/")[2].removesuffix(".yml")
    if stem in NAMED_OTHERWISE:
        return
    named = set(stem.lower().split("_"))
    path = FOLDER / name
    keys = [re.sub(r"\[\d+\]", "", key).lower() for key, _ in errors(path.read_bytes(), folder=path.parent)]
    assert any(set(re.split(r"[._]", key)) <= named for key in keys), keys


def test_a_file_that_says_what_is_mandatory_is_valid():
    report = check(SMALL)
    assert report.verdict is Verdict.VALID
    assert [(message.key, message.line) for message in report.messages] == [("url", 3)]
    assert "can be reached" in report.messages[0].what


def test_a_file_that_says_everything_is_valid():
    assert check(FULL).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("old", "new", "key", "line"), BREAKABLE, ids=[f"{key}-{at}" for at, (_, _, key, _) in enumerate(BREAKABLE)]
)
def test_each_mistake_is_found_at_its_line_and_nothing_else_is(old, new, key, line):
    assert old in SMALL
    assert errors(SMALL.replace(old, new, 1)) == [(key, line)]


@pytest.mark.parametrize("old_new", BREAKABLE, ids=[f"{key}-{at}" for at, (_, _, key, _) in enumerate(BREAKABLE)])
def test_each_message_says_what_was_expected_and_what_to_do_in_both_languages(old_new):
    old, new, _, _ = old_new
    told = []
    for lang in ("en", "nl"):
        message = check_publiccode(SMALL.replace(old, new, 1).encode(), Words(lang)).of_severity(Severity.ERROR)[0]
        assert message.what
        assert message.expected
        assert message.todo
        told.append(message.what)
    assert told[0] != told[1]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('"0.7"', '"0.4"', "publiccodeYmlVersion"),
        ("legal:\n", "legal:\n  repoOwner: Town\n", "legal.repoOwner"),
        ("    features", "    genericName: Reader\n    features", "description.en.genericName"),
        ("legal:", "intendedAudience: {countries: [nl]}\nlegal:", "intendedAudience.countries[0]"),
        ("legal:", "it: {}\nlegal:", "it"),
    ],
)
def test_what_is_outdated_is_a_warning(old, new, key):
    report = check(SMALL.replace(old, new, 1))
    assert report.verdict is Verdict.WARNINGS
    assert [message.key for message in report.of_severity(Severity.WARNING)] == [key]


def test_a_word_that_is_nearly_right_is_recognised():
    assert "beta" in check(SMALL.replace("beta", "betta")).of_severity(Severity.ERROR)[0].todo
    told = check(SMALL.replace("developmentStatus", "developementStatus")).of_severity(Severity.ERROR)
    assert any("developmentStatus" in message.todo for message in told)


@pytest.mark.parametrize(
    ("tag", "good"),
    [("nl", True), ("en-GB", True), ("sl-IT-nedis", True), ("zh-Hant-TW", True), ("nds", True), ("x-own", True), ("en-x-own", True), ("i-klingon", True),
     ("fry", False), ("en_GB", False), ("xxx", False), ("english", False), ("en-ZZZ", False), ("nl-nedis", False), ("", False), ("nl ", False)],
)  # fmt: skip
def test_languages_are_those_that_are_registered(tag, good):
    assert (errors(SMALL.replace("    - en\n", f"    - '{tag}'\n")) == []) is good


@pytest.mark.parametrize(
    ("uri", "good"),
    [("https://example.org/us", True), ("urn:x-foobar:us", True), ("urn:x-italian-pa:C_H501", True), ("ftp://example.org", True),
     ("urn:x-italian-pa:nobody", False), ("pcm", False), ("1", False), ("", False), ("urn:", False), ("https://", False)],
)  # fmt: skip
def test_organisations_are_named_by_an_address_or_a_name_that_lasts(uri, good):
    assert (errors(SMALL + f"organisation: {{uri: '{uri}'}}\n") == []) is good


@pytest.mark.parametrize("address", ["https://youtu.be/x", "https://www.youtube.com/watch?v=x", "https://vimeo.com/1"])
def test_videos_stand_on_sites_for_videos(address):
    assert errors(SMALL.replace("    features", f"    videos: ['{address}']\n    features")) == []
    assert errors(SMALL.replace("    features", "    videos: ['https://example.org/v.mp4']\n    features")) != []


@pytest.mark.parametrize(
    ("text", "size"),
    [("abc", 3), ("é", 1), ("e\u0301", 1), ("👦👦", 2), ("👨\u200d👩\u200d👧", 1), ("🇳🇱🇧🇪", 2), ("👍🏽", 1), ("베스", 2), ("\u1107\u1166", 1), ("\r\n", 1), ("a\nb", 3), ("❤\ufe0f", 1), ("", 0)],
)  # fmt: skip
def test_characters_are_counted_as_people_count_them(text, size):
    assert graphemes.count(text) == size


# -- files beside it


def test_pictures_are_looked_for_beside_the_file_and_nowhere_else(tmp_path):
    inside = tmp_path / "repository"
    inside.mkdir()
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1")
    (inside / "logo.png").write_bytes((tmp_path / "secret.png").read_bytes())
    (inside / "fake.png").write_bytes(b"GIF89a")
    (inside / "link.png").symlink_to(tmp_path / "secret.png")
    good = {"logo.png": True, "./logo.png": True, "fake.png": False, "none.svg": False, "../secret.png": False}
    good |= {"link.png": False, "logo.gif": False, "/etc/passwd.png": False, "file:///x.png": False, "a\\0.png": False}
    for name, right in good.items():
        assert (errors(SMALL + f'logo: "{name}"\n', folder=inside) == []) is right, name


def test_without_a_folder_pictures_are_reported_as_not_checked():
    unchecked = check(SMALL + "logo: logo.png\n").of_severity(Severity.UNCHECKED)
    assert "logo" in {message.key for message in unchecked}


# -- files that mean harm


def laughs(levels):
    rows = ["a0: &a0 [x, x]"] + [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, levels)]
    return "\n".join(rows)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        "naïve: ü".encode("latin-1"),
        b"x" * (MOST_BYTES + 1),
        b"[" * 500_000,
        b"{a: " * 500_000,
        b"- " * 200_000,
        laughs(40).encode(),
        b"a: &a [*a]",
        b"a: *nobody",
        b"!!python/object/apply:os.system [ls]",
        b"a: !!binary aGk=",
        b"a: 1\na: 2",
        b"a: 1\n---\nb: 2",
        b"? [a, b]\n: c",
        b"<<: x",
        b"- list",
        b"text",
        b"a: \x00",
        b"a: b: c",
        b"\n".join(b"k%d: x" % at for at in range(40_000)),
        SMALL.encode() + b"it: &i {<<: *i}\n",
    ],
    ids=range(22),
)
def test_broken_and_hostile_files_are_refused_with_a_message_and_at_once(content):
    start = time.monotonic()
    report = check(content)
    assert report.verdict is Verdict.INVALID
    assert all(message.what for message in report.messages)
    assert len(report.messages) <= 3 * MOST
    assert time.monotonic() - start < 10


def test_what_is_taken_over_by_an_alias_counts():
    text = SMALL.replace(LONG, f"&long {LONG}").replace(
        "legal:", "  nl: {shortDescription: Leest., longDescription: *long, features: [Leest]}\nlegal:"
    )
    assert errors(text) == []
    merged = SMALL.replace("  en:\n", "  en: &en\n").replace(
        "legal:", "  nl: {<<: *en, shortDescription: Leest.}\nlegal:"
    )
    assert errors(merged) == []


def test_signs_that_a_terminal_would_obey_are_not_repeated():
    text = SMALL.replace("beta", '"be\\e[31mta\\u202e"')
    message = check(text).of_severity(Severity.ERROR)[0]
    assert message.what.isprintable()
