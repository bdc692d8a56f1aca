"""The texts themselves: what to put beside a chat, a picture, a sound, a video or an article."""

from __future__ import annotations

from collections.abc import Callable

from toepas.advise.papers import parts
from toepas.advise.view import View
from toepas.paper.blocks import Block, Bullets, Check, Field, Para, Text

Texts = Callable[[View], tuple[Block, ...]]


def _quotes(*texts: str) -> Block:
    """Ready texts, set apart from the explanation around them."""
    return Bullets(tuple((Text(text, italic=True),) for text in texts))


def talk(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Para(words.t("For a chat, above the first message:")),
        _quotes(
            words.t(
                "You are chatting with a computer program, not with a person. It can be wrong. Would you "
                "rather speak to someone? {contact}",
                contact=parts.given(view, "contact"),
            ),
            words.t("This answer comes from artificial intelligence. Check it before you rely on it."),
        ),
        Para(words.t("For the telephone, as the first sentence:")),
        _quotes(
            words.t("You are speaking with an automatic voice. Say 'employee' at any moment to speak to a person."),
        ),
        Para(words.t("For a site, beside the button that opens the chat:")),
        _quotes(words.t("Ask our digital assistant (artificial intelligence).")),
        Para(
            words.t(
                "The provider builds this in, so that every user of the system shows it. Promise a person "
                "only if there is one."
            )
        ),
    )


def marking(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Para(
            words.t(
                "This is a task for the makers: every sound, picture, video or text that the system makes "
                "carries a mark that machines can read, so that it can be recognised later."
            )
        ),
        Check(
            words.t("Pictures, video and sound carry signed data about their origin, by an open standard such as C2PA.")
        ),
        Check(words.t("A hidden watermark stays in the file when that data is stripped, cropped or converted.")),
        Check(
            words.t(
                "Text carries a mark where that is technically feasible, at least in the data of the file "
                "or of the interface."
            )
        ),
        Check(words.t("Whoever receives the content can check the mark, with a free tool or a described method.")),
        Check(
            words.t(
                "You tested the mark against usual changes: smaller size, other format, screenshot, copy and paste."
            )
        ),
        Field(
            words.t("Which techniques you use, and why they fit your kind of content"),
            None,
            words.t("Say also what is not feasible yet, and what you watch for."),
            3,
        ),
        Para(
            words.t(
                "The techniques named here are our advice; the Act asks for a result that works, is "
                "robust and fits together with others, as far as technically feasible."
            )
        ),
    )


def sensing(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Para(words.t("For a sign at the entrance, or on the first screen:")),
        _quotes(
            words.t(
                "Here a system with artificial intelligence reads emotions or characteristics from your "
                "face, voice or body. Purpose: {purpose}",
                purpose=parts.given(view, "purpose"),
            ),
            words.t(
                "Questions, or do you want to know what happens with your data? {contact}",
                contact=parts.given(view, "contact"),
            ),
        ),
        Para(
            words.t(
                "Check first that this use is allowed at all, and that you have a ground for it in data protection law."
            )
        ),
    )


def fake(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Para(words.t("For a picture, in it or right under it:")),
        _quotes(words.t("This picture was made or changed with artificial intelligence.")),
        Para(words.t("For a video, in the picture from the start:")),
        _quotes(
            words.t(
                "This video was made or changed with artificial intelligence. What you see did not happen like this."
            ),
        ),
        Para(words.t("For sound, spoken at the start:")),
        _quotes(words.t("The voice you hear was made with artificial intelligence.")),
        Para(
            words.t(
                "For work that is plainly art, satire or fiction, a line that does not spoil it is "
                "enough, for example in the credits:"
            )
        ),
        _quotes(words.t("Made with the help of artificial intelligence.")),
    )


def article(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Para(words.t("For a text, above the first line:")),
        _quotes(
            words.t("This text was made or changed with artificial intelligence."),
        ),
        Para(
            words.t(
                "If an editor reviews every text and somebody answers for what is published, the label is "
                "not needed. Write that down:"
            )
        ),
        Field(
            words.t("Who reviews and who answers for the publication"),
            None,
            words.t("Name and function, and how the review is recorded."),
            2,
        ),
    )


def general(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        _quotes(
            words.t("Here artificial intelligence is used. Questions? {contact}", contact=parts.given(view, "contact")),
        ),
    )


TEXTS: tuple[tuple[tuple[str, ...], Texts], ...] = (
    (("interact", "chat"), talk),
    (("emotion", "categoris"), sensing),
    (("fake",), fake),
    (("interest", "article"), article),
    (("generat", "synthetic"), marking),
)
"""What a duty is about, told from the names of its concept and of the facts behind it."""
