"""The pages that one starts from, by title and what one can do there, as the pages themselves say it."""

from __future__ import annotations

from toepas.kernel import Words


def described(said: Words) -> list[tuple[str, str, str]]:
    """Name of the address, title, what there is."""
    return [*_law(said), *_offer(said), *_known(said), *_people(said), *_own(said), *_site(said)]


def _law(said: Words) -> list[tuple[str, str, str]]:
    return [
        ("check", said.t("Check"), said.t("Answer questions one by one. See your duties with their dates, and take a dossier with you. No account needed.")),
        ("law", said.t("The AI Act in plain words"), said.t("Every article in plain words, with the official text, what changed in 2026 and which duties arise from it.")),
        ("law-changes", said.t("What the amendment of 2026 changed"), ""),
        ("ask", said.t("Ask about the AI Act"), said.t("Ask a question in your own words. The answer names the article behind every statement.")),
        ("calendar", said.t("Calendar"), said.t("What applies from when, and which guidance is final or still a draft.")),
        ("authorities", said.t("Authorities"), said.t("Who supervises and who helps, per country.")),
    ]  # fmt: skip


def _offer(said: Words) -> list[tuple[str, str, str]]:
    return [
        ("catalogue", said.t("Find AI that fits"), said.t("European solutions, models, data, helpers, computing power, money and courses. Say in your own words, in any official language, what should get better.")),
        ("catalogue-match", said.t("What fits your need"), said.t("Say what should get better. You see what fits, what speaks for it and against it, and what is not known. The order is ours; nobody can pay for a place.")),
        ("catalogue-share", said.t("What you share"), said.t("Share an AI solution, model, data set or service with organisations in Europe. A person looks at each entry before it is shown, and tells you why it is shown or not.")),
        ("catalogue-together", said.t("Seek together"), said.t("Others may seek the same as you: buy together, form a consortium, be the first customer together. You are only found if you agree, without your name; you both see an address only when both say yes.")),
        ("sectors", said.t("Sectors"), said.t("Everything for one sector on one page: figures, what the strategy announced, what the law asks, solutions, helpers, courses and money.")),
        ("assurance", said.t("Does a model work here, for everyone?"), said.t("Put what a model predicted beside what really happened, for your own people. You get a verdict in plain words: where it works, for whom it does not, and where there are too few cases to say.")),
        ("assurance-seal", said.t("Is this report unchanged?"), ""),
        ("assurance-energy", said.t("Check an energy report"), said.t("An energy report says how much energy a model or system uses, within which boundary and how each figure came about. Here it is checked whether the figures can be right.")),
        ("academy", said.t("Learn to work with AI"), said.t("Choose your work: you see what to know of AI for it, courses in order, and what no course teaches. A quiz ends the path; who passes gets a credential that anybody can check.")),
        ("academy-verify", said.t("Check a credential"), said.t("Open Badges 3.0 of any issuer. Nothing of it is kept, and nothing is fetched: for credentials that this site did not issue, the keys and the list of what was revoked may not be at hand.")),
    ]  # fmt: skip


def _known(said: Words) -> list[tuple[str, str, str]]:
    return [
        ("strategy", said.t("The strategy"), said.t("What Europe announced on AI: who owes it, by when, with which money, how far it is, and what nobody has said.")),
        ("strategy-money", said.t("Money of the strategy: what is known, and what is not"), ""),
        ("strategy-questions", said.t("Questions of members of parliament"), said.t("Which action does what, with which money, how far is it, and what does the country say? Choose what the question is about; every answer names its source.")),
        ("strategy-contradictions", said.t("Where documents say different things"), said.t("Each statement stands in the document named beside it. Below it stands what can be concluded from them, and what cannot.")),
        ("strategy-gaps", said.t("What was never said, or is not known"), said.t("Action by action: what the documents that we read do not say. That something is missing here does not prove that it does not exist.")),
        ("strategy-governance", said.t("Who governs, pays, advises and owes"), ""),
        ("strategy-proposals", said.t("Lay your proposals beside the actions"), said.t("Send a list of proposals, in any official language of the Union. You see which action each is about and why, which proposals have no counterpart, which actions none of them touches, and which actions are about the same.")),
        ("observatory", said.t("How Europe uses AI"), said.t("Figures by country, size and activity, with their source, how old they are and what was revised.")),
        ("observatory-labour", said.t("Work and generative AI"), ""),
    ]  # fmt: skip


def _people(said: Words) -> list[tuple[str, str, str]]:
    return [
        ("calls", said.t("Calls of interest"), said.t("Organisations answer a call; several people judge each answer; every decision comes with its reasons, and one can object to it.")),
        ("pipelines", said.t("Pipelines"), said.t("A project comes closer to use gate by gate. Each gate says beforehand what has to be shown and what stops the project; the files themselves are read.")),
        ("network", said.t("Members of the alliance"), said.t("Organisations that say in public what they want AI to do for the public interest, and what they pledge. A person looked at each text before it was shown.")),
        ("network-streams", said.t("Workstreams"), said.t("One per sector. Members of the alliance discuss, meet and decide there; what they write is read by those who take part.")),
        ("network-partners", said.t("Find partners"), ""),
    ]  # fmt: skip


def _own(said: Words) -> list[tuple[str, str, str]]:
    return [
        ("cases", said.t("My cases"), ""),
        ("organisations", said.t("Your organisations"), ""),
        ("workspace", said.t("Workspace for advisers"), said.t("Here an adviser of a hub finds its customers, what was done for them, and the figures that the hub reports.")),
        ("maturity", said.t("Digital maturity"), said.t("See where an organisation stands with digital technology and AI, what changed later, and what AI changed in its work.")),
        ("academy-credentials", said.t("Your credentials"), ""),
        ("reviews", said.t("What you are asked to judge"), ""),
        ("notices", said.t("Notices"), ""),
        ("account", said.t("Your account"), said.t("We keep your e-mail address, your language, and what you saved or wrote yourself.")),
    ]  # fmt: skip


def _site(said: Words) -> list[tuple[str, str, str]]:
    return [
        ("about", said.t("About Toepas"), said.t("Toepas brings together what an organisation needs to apply AI well: what the law asks, what to do first, and proof. It is free software under the EUPL; anyone may run it and look into it.")),
        ("privacy", said.t("Privacy"), said.t("Nothing is stored. Your answers stand in the address of the page; whoever has the address sees them. Our logs hold no addresses with answers, no names and no network addresses. There are no trackers, and no page loads anything from elsewhere.")),
        ("accessibility", said.t("Accessibility"), said.t("This site is made to follow WCAG 2.2 at level AA. Every main page is tested by program against these rules at each change, in a real browser, also by keyboard alone and without scripts.")),
        ("interfaces", said.t("For machines"), said.t("Programs get the same answers as people, from the same rules.")),
    ]  # fmt: skip
