"""What kinds and stages of calls, kinds of questions, and refusals are called."""

from __future__ import annotations

from toepas.kernel import Words

QUESTION_KINDS = ("short", "long", "yes-no", "number", "choice", "topics")
DECISIONS = ("selected", "reserve", "not-selected", "not-eligible")
TRAIT_VALUES = {"gender": ("woman", "man"), "seniority": ("senior", "junior")}


def kind_name(kind: str, said: Words) -> str:
    """What a kind of call is called."""
    return {
        "frontier-ai": said.t("Frontier AI"),
        "share-a-model": said.t("Share a model with the hubs"),
        "screening": said.t("Screening centres"),
        "pilot": said.t("Pilot"),
        "other": said.t("Something else"),
    }[kind]


def stage_name(stage: str, said: Words) -> str:
    """What a stage of a call is called."""
    return {
        "draft": said.t("draft"),
        "open": said.t("open for applications"),
        "closed": said.t("closed, being judged"),
        "evaluated": said.t("judged, not decided yet"),
        "decided": said.t("decided"),
    }[stage]


def question_kind(kind: str, said: Words) -> str:
    """What a kind of question is called."""
    return {
        "short": said.t("A line of text"),
        "long": said.t("A longer text"),
        "yes-no": said.t("Yes or no"),
        "number": said.t("A number"),
        "choice": said.t("One of a list"),
        "topics": said.t("Topics, one a line (reviewers are chosen by them)"),
    }[kind]


def decision_name(decided: str, said: Words) -> str:
    """What a decision is called."""
    return {
        "selected": said.t("Selected"),
        "reserve": said.t("Reserve list"),
        "not-selected": said.t("Not selected"),
        "not-eligible": said.t("Cannot take part"),
    }[decided]


def balance_name(rule: str, said: Words) -> str:
    """What a rule of balance asks."""
    return {
        "women-and-men": said.t("At least one woman and one man"),
        "countries": said.t("People from at least two countries"),
        "experience": said.t("At least one person with much experience"),
    }[rule]


def trait_name(value: str, said: Words) -> str:
    """What a value that people can state is called."""
    return {
        "woman": said.t("Woman"),
        "man": said.t("Man"),
        "senior": said.t("Ten years of experience or more"),
        "junior": said.t("Less than ten years of experience"),
    }.get(value, value)


def answer_name(answer: str, said: Words) -> str:
    """Yes, no, not known."""
    return {"yes": said.t("yes"), "no": said.t("no"), "not-known": said.t("not known")}.get(answer, answer)


def refused(why: str, said: Words) -> str:
    """Why something is not possible, and what to do."""
    return {
        "too-many": said.t("That is as many as there can be."),
        "not-draft": said.t("The call is open, so it stays as it is."),
        "stale": said.t("Somebody changed it in the meantime. Open it again, so that nothing is lost."),
        "past": said.t("The deadline has passed. Set a later one."),
        "not-later": said.t("Choose a moment after the deadline as it is now. It never moves to earlier."),
        "no-reason": said.t("Fill this in."),
        "no-questions": said.t("Add a question first: applicants have nothing to answer."),
        "no-criteria": said.t("Add a criterion first: reviewers have nothing to judge by."),
        "closed": said.t("The deadline has passed, so nothing was kept. The clock of this site decides."),
        "decided": said.t("The call was decided on. It can no longer be withdrawn."),
        "not-decided": said.t("Nothing was decided yet."),
        "late": said.t("The time to object has passed."),
        "already": said.t("That was done already. It can be done once."),
        "ended": said.t("This is not possible at this stage of the call."),
        "not-closed": said.t("This is possible once the deadline has passed, and until the evaluation is finished."),
        "nobody": said.t("Nobody has agreed to judge yet."),
        "nothing": said.t("No application was handed in."),
        "conflict": said.t("You declared a conflict of interest for this application."),
        "stake": said.t(
            "You are a member of the organisation that applied, so you must not judge it. Say that you have a conflict of interest."
        ),
        "unreviewed": said.t("An application has not been judged by anybody yet."),
        "not-evaluated": said.t("The evaluation is not finished yet."),
        "tie": said.t(
            "The border lies between applications that share a rank. Choose another number, or decide on them one by one."
        ),
        "not-yours": said.t("You decided on this yourself, or have a stake in the call. Somebody else has to do it."),
        "not-better": said.t("An upheld appeal leads to a better decision, or to reviews by others."),
        "not-eligible": said.t(
            "A condition of the call is not met. Say that it counts as met, or leave the decision as it is."
        ),
        "no-change": said.t("Choose the reviews that no longer count; otherwise nothing is judged anew."),
        "not-reopened": said.t("This application is not judged anew."),
        "worse": said.t("After an upheld appeal the decision cannot be worse than before."),
        "incomplete": said.t("Choose a decision for every application. What you chose so far was kept."),
    }[why]
