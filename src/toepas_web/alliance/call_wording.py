"""What kinds and stages of calls, kinds of questions, and refusals are called."""

from __future__ import annotations

from collections import defaultdict

from toepas.kernel import Words
from toepas_web.alliance.call_actions import RefusedError

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
        "runs": said.t(
            "You can run this call and see who judges, so you do not apply in it. Another owner of the organisation can."
        ),
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


def call_labels(said: Words) -> dict[str, str]:
    """What the fields of the form of a call are called, by name."""
    return {
        "title": said.t("Title"), "text": said.t("What it is about"), "day": said.t("Last day"), "clock": said.t("Until what time"),
        "reviewers": said.t("How many people judge each application"), "most": said.t("How many applications one person judges at most"),
        "review_days": said.t("Days for reviews, after the deadline"), "appeal_days": said.t("Days to object after the decision"),
        "answer_days": said.t("Days in which you promise to answer an appeal"), "label": said.t("Question"),
        "choices": said.t("Choices, one a line"), "needed": said.t("Which answer is needed to take part"),
        "criterion": said.t("Criterion"), "weight": said.t("Weight"), "least": said.t("Mean that is needed, from 0 to 5"),
    }  # fmt: skip


def trait_name(value: str, said: Words) -> str:
    """What a value that people can state is called."""
    return {
        "woman": said.t("Woman"),
        "man": said.t("Man"),
        "senior": said.t("Ten years of experience or more"),
        "junior": said.t("Less than ten years of experience"),
    }.get(value, value)


def refused(error: RefusedError, said: Words) -> str:
    """Why something is not possible, and what to do."""
    about = defaultdict(str, error.about)
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
        "runs": said.t("You can run this call and see who judges, so you do not apply in it. Another owner of the organisation can."),
        "decided": said.t("The call was decided on. It can no longer be withdrawn."),
        "not-decided": said.t("Nothing was decided yet."),
        "late": said.t("The time to object has passed."),
        "unfounded": said.t("Some decisions do not hold against what the call says. What you chose was kept; nothing is decided yet."),
        "already": said.t("That was done already. It can be done once."),
        "ended": said.t("This is not possible at this stage of the call."),
        "not-closed": said.t("This is possible once the deadline has passed, and until the evaluation is finished."),
        "nobody": said.t("Nobody has agreed to judge yet."),
        "nothing": said.t("No application was handed in."),
        "conflict": said.t("You declared a conflict of interest for this application."),
        "stake": said.t(
            "You work for an organisation that applies in this call, so you judge nothing in it. Say that you have a conflict of interest, or that you can no longer judge."
        ),
        "unreviewed": said.t("An application has not been judged by anybody yet."),
        "not-evaluated": said.t("The evaluation is not finished yet."),
        "not-yours": said.t("You decided on this yourself, or have a stake in the call. Somebody else has to do it."),
        "not-better": said.t("An upheld appeal leads to a better decision, or to reviews by others."),
        "not-eligible": said.t(
            "A condition of the call is not met. Say that it counts as met, or leave the decision as it is."
        ),
        "no-change": said.t("Choose the reviews that no longer count; otherwise nothing is judged anew."),
        "not-reopened": said.t("This application is not judged anew."),
        "worse": said.t("After an upheld appeal the decision cannot be worse than before."),
        "incomplete": said.t("Choose a decision for every application. What you chose so far was kept."),
        "tie": said.t(
            "The border lies between applications that share rank {rank}. Choose {low} or {high} instead, or decide on them one by one.",
            rank=about["rank"], low=about["low"], high=about["high"],
        ),
        "gives-away": said.t(
            "What the applicant should read says '{told}', so the applicant would know who you are. Write it without that.", told=about["told"]
        ),
        "names-reviewer": said.t("What the applicant reads names somebody who judged: {told}. Write it without that.", told=about["told"]),
    }[str(error)]  # fmt: skip


def objection(why: str, said: Words) -> str:
    """Why a decision cannot be made as it is prepared, and what to do."""
    return {
        "unmet": said.t("A condition of the call is not met, so the only decision is that it cannot take part."),
        "below": said.t("The mean that the call needs was not reached, so it is neither selected nor on the reserve list."),
        "unsaid-met": said.t("All conditions are met. Say in what you add for the applicant why it cannot take part."),
        "unsaid-order": said.t("An application with the same or a lower rank gets a better decision. Say in what you add for the applicant why."),
    }[why]  # fmt: skip
