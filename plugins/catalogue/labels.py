"""What the portal's fixed choices are called; each is translated where it is shown."""

from collections.abc import Mapping

from plugins.portal.records import (
    Audience,
    Citizenship,
    Coming,
    Companion,
    DanishNeeded,
    Employees,
    EmploymentType,
    Licence,
    MaterialForm,
    MaterialUser,
    Mentee,
    MentorForm,
    Offer,
    Office,
    Opening,
    PayPeriod,
    Phase,
    Platform,
    ProgrammeState,
    Purpose,
    Topic,
    Visitor,
)


def gettext_noop(message: str) -> str:
    """Marks a message for translation where it is defined."""
    return message


OFFERS: Mapping[Offer, str] = {
    Offer.RELOCATION_HELP: gettext_noop("Help with moving"),
    Offer.PARTNER_HELP: gettext_noop("Help for partners"),
    Offer.DANISH_LESSONS: gettext_noop("Danish lessons"),
    Offer.INTERNSHIPS: gettext_noop("Internships"),
    Offer.STUDENT_JOBS: gettext_noop("Student jobs"),
    Offer.THESIS_PROJECTS: gettext_noop("Thesis projects"),
    Offer.COFFEE_MEETINGS: gettext_noop("Coffee meetings"),
    Offer.SHORT_TERM_JOBS: gettext_noop("Short-term jobs"),
    Offer.FAST_TRACK: gettext_noop("Fast-track work permits"),
    Offer.REMOTE_DAYS: gettext_noop("Working from home"),
}

OFFER_MEANINGS: Mapping[Offer, str] = {
    Offer.RELOCATION_HELP: gettext_noop(
        "The employer helps with the move, such as housing and first formalities."
    ),
    Offer.PARTNER_HELP: gettext_noop(
        "The employer helps an accompanying partner to find a footing."
    ),
    Offer.DANISH_LESSONS: gettext_noop("The employer offers or supports lessons in Danish."),
    Offer.INTERNSHIPS: gettext_noop(
        "A period at the workplace as part of a course of study or a job search."
    ),
    Offer.STUDENT_JOBS: gettext_noop("Paid work beside your studies."),
    Offer.THESIS_PROJECTS: gettext_noop(
        "A bachelor's, master's or other project together with the employer."
    ),
    Offer.COFFEE_MEETINGS: gettext_noop("An informal talk before there is any job to apply for."),
    Offer.SHORT_TERM_JOBS: gettext_noop(
        "Work for a limited time, often the way to a permanent job."
    ),
    Offer.FAST_TRACK: gettext_noop(
        "Certified for the Danish fast-track scheme, which shortens the way to a work permit."
    ),
    Offer.REMOTE_DAYS: gettext_noop("You can work from home for part of the week."),
}

EMPLOYEES: Mapping[Employees, str] = {
    Employees.UP_TO_9: gettext_noop("Up to 9 employees"),
    Employees.FROM_10: gettext_noop("10 to 49 employees"),
    Employees.FROM_50: gettext_noop("50 to 249 employees"),
    Employees.FROM_250: gettext_noop("250 to 999 employees"),
    Employees.FROM_1000: gettext_noop("1,000 employees or more"),
}

DANISH_NEEDED: Mapping[DanishNeeded, str] = {
    DanishNeeded.NONE: gettext_noop("No Danish needed to start"),
    DanishNeeded.HELPFUL: gettext_noop("Some Danish helps"),
    DanishNeeded.REQUIRED: gettext_noop("Danish is required in most jobs"),
}

JOB_DANISH_NEEDED: Mapping[DanishNeeded, str] = {
    **DANISH_NEEDED,
    DanishNeeded.REQUIRED: gettext_noop("Danish is required"),
}

EMPLOYMENT_TYPES: Mapping[EmploymentType, str] = {
    EmploymentType.FULL_TIME: gettext_noop("Full time"),
    EmploymentType.PART_TIME: gettext_noop("Part time"),
    EmploymentType.CONTRACTOR: gettext_noop("Freelance or contract"),
    EmploymentType.TEMPORARY: gettext_noop("For a limited time"),
    EmploymentType.INTERN: gettext_noop("Internship"),
    EmploymentType.VOLUNTEER: gettext_noop("Voluntary work"),
    EmploymentType.PER_DIEM: gettext_noop("Paid by the day"),
    EmploymentType.OTHER: gettext_noop("Other form of employment"),
}

OPENINGS: Mapping[Opening, str] = {
    Opening.STUDENT_JOB: gettext_noop("Student job"),
    Opening.INTERNSHIP: gettext_noop("Internship"),
    Opening.THESIS: gettext_noop("Thesis project"),
    Opening.PHD: gettext_noop("PhD position"),
    Opening.APPRENTICESHIP: gettext_noop("Apprenticeship"),
    Opening.GRADUATE: gettext_noop("Graduate position"),
}

OPENINGS_NOW: Mapping[Opening, str] = {
    Opening.STUDENT_JOB: gettext_noop("Open student jobs"),
    Opening.INTERNSHIP: gettext_noop("Open internships"),
    Opening.THESIS: gettext_noop("Open thesis projects"),
    Opening.PHD: gettext_noop("Open PhD positions"),
    Opening.APPRENTICESHIP: gettext_noop("Open apprenticeships"),
    Opening.GRADUATE: gettext_noop("Open graduate positions"),
}

SALARIES: Mapping[PayPeriod, str] = {
    PayPeriod.HOUR: gettext_noop("%(amount)s %(currency)s an hour"),
    PayPeriod.DAY: gettext_noop("%(amount)s %(currency)s a day"),
    PayPeriod.WEEK: gettext_noop("%(amount)s %(currency)s a week"),
    PayPeriod.MONTH: gettext_noop("%(amount)s %(currency)s a month"),
    PayPeriod.YEAR: gettext_noop("%(amount)s %(currency)s a year"),
}

TOPICS: Mapping[Topic, str] = {
    Topic.PERMITS: gettext_noop("Permits to live and work here"),
    Topic.FIRST_WEEKS: gettext_noop("The first weeks"),
    Topic.HOUSING: gettext_noop("A place to live"),
    Topic.FAMILY: gettext_noop("Children and family"),
    Topic.HEALTH: gettext_noop("Health"),
    Topic.MONEY: gettext_noop("Money and tax"),
    Topic.LANGUAGE: gettext_noop("Learning Danish"),
    Topic.WORK: gettext_noop("Working life"),
    Topic.EVERYDAY: gettext_noop("Everyday life"),
    Topic.COMMUNITY: gettext_noop("Friends, leisure and networks"),
    Topic.STUDY: gettext_noop("Studying and staying on"),
}

AUDIENCES: Mapping[Audience, str] = {
    Audience.EVERYONE: gettext_noop("For everyone who moves"),
    Audience.PARTNERS: gettext_noop("For accompanying partners"),
    Audience.FAMILIES: gettext_noop("For families with children"),
    Audience.STUDENTS: gettext_noop("For international students"),
}

COMINGS: Mapping[Coming, str] = {
    Coming.FOR_WORK: gettext_noop("Came for work"),
    Coming.TO_STUDY: gettext_noop("Came to study"),
    Coming.AS_PARTNER: gettext_noop("Came because of a partner"),
    Coming.WITH_PARTNER: gettext_noop("Came with a partner"),
    Coming.WITH_CHILDREN: gettext_noop("Came with children"),
}

OFFICES: Mapping[Office, str] = {
    Office.NEWCOMER_SERVICE: gettext_noop("New in the municipality?"),
    Office.PARTNER_CONSULTANT: gettext_noop("Your partner's job"),
}

AUDIENCE_MEANINGS: Mapping[Audience, str] = {
    Audience.EVERYONE: gettext_noop("What everyone who moves here for work needs to know."),
    Audience.PARTNERS: gettext_noop(
        "You came along for somebody else's job. This is how you find your own."
    ),
    Audience.FAMILIES: gettext_noop("Childcare, schools, health and everyday life with children."),
    Audience.STUDENTS: gettext_noop(
        "Living here as a student, and staying on when you have graduated."
    ),
}

PHASES: Mapping[Phase, str] = {
    Phase.BEFORE_DECIDING: gettext_noop("Before you decide"),
    Phase.BEFORE_MOVING: gettext_noop("Before you move"),
    Phase.ON_ARRIVAL: gettext_noop("When you arrive"),
    Phase.FIRST_MONTH: gettext_noop("The first month"),
    Phase.FIRST_HALF_YEAR: gettext_noop("The first half-year"),
}

CITIZENSHIPS: Mapping[Citizenship, str] = {
    Citizenship.NORDIC: gettext_noop("Nordic citizens"),
    Citizenship.EU: gettext_noop("citizens of the EU, the EEA and Switzerland"),
    Citizenship.OTHER: gettext_noop("citizens of other countries"),
}
"""Whom a step is for; the first letter is made a capital where a heading begins with it."""

PURPOSES: Mapping[Purpose, str] = {
    Purpose.WORK: gettext_noop("for a job"),
    Purpose.STUDY: gettext_noop("for studies"),
    Purpose.FAMILY: gettext_noop("coming along with somebody"),
}

COMPANIONS: Mapping[Companion, str] = {
    Companion.PARTNER: gettext_noop("with a partner"),
    Companion.CHILDREN: gettext_noop("with children"),
}

CITIZENSHIP_ANSWERS: Mapping[Citizenship, str] = {
    Citizenship.NORDIC: gettext_noop("Finland, Iceland, Norway or Sweden"),
    Citizenship.EU: gettext_noop("Another country of the EU or the EEA, or Switzerland"),
    Citizenship.OTHER: gettext_noop("Any other country"),
}

PURPOSE_ANSWERS: Mapping[Purpose, str] = {
    Purpose.WORK: gettext_noop("I have or seek a job"),
    Purpose.STUDY: gettext_noop("I come to study"),
    Purpose.FAMILY: gettext_noop("I come along with somebody"),
}
RULES_OF_TAX: Mapping[str, str] = {
    "labour_market_contribution": gettext_noop("Labour market contribution"),
    "atp_per_month": gettext_noop("ATP (the employee's share)"),
    "personal_allowance": gettext_noop("Personal allowance"),
    "employment_allowance": gettext_noop("Employment allowance"),
    "job_allowance": gettext_noop("Job allowance"),
    "bottom_tax": gettext_noop("Bottom-bracket tax"),
    "progressive_taxes": gettext_noop("Further taxes of the state"),
    "tax_ceiling": gettext_noop("Tax ceiling"),
    "special_scheme": gettext_noop("Scheme for researchers and key employees"),
    "municipalities": gettext_noop("Municipal and church tax"),
}
"""Key of a file of taxes → what the rule is called."""
VISITORS: Mapping[Visitor, str] = {
    Visitor.NEWCOMERS: gettext_noop("Newcomers"),
    Visitor.PARTNERS: gettext_noop("Accompanying partners"),
    Visitor.FAMILIES: gettext_noop("Families"),
    Visitor.STUDENTS: gettext_noop("Students"),
    Visitor.EMPLOYERS: gettext_noop("Employers"),
}

EVENTS_FOR: Mapping[Visitor, str] = {
    Visitor.NEWCOMERS: gettext_noop("Events for newcomers"),
    Visitor.PARTNERS: gettext_noop("Events for accompanying partners"),
    Visitor.FAMILIES: gettext_noop("Events for families"),
    Visitor.STUDENTS: gettext_noop("Events for students"),
    Visitor.EMPLOYERS: gettext_noop("Events for employers"),
}

MENTEES: Mapping[Mentee, str] = {
    Mentee.PARTNERS: gettext_noop("Accompanying partners"),
    Mentee.STUDENTS: gettext_noop("Students"),
    Mentee.GRADUATES: gettext_noop("Graduates"),
    Mentee.RESEARCHERS: gettext_noop("PhD students and researchers"),
    Mentee.NEWCOMERS: gettext_noop("Newcomers"),
}

MENTOR_FORMS: Mapping[MentorForm, str] = {
    MentorForm.ONE_TO_ONE: gettext_noop("One-to-one meetings"),
    MentorForm.WORKSHOPS: gettext_noop("Workshops"),
    MentorForm.COMPANY_VISITS: gettext_noop("Company visits"),
    MentorForm.NETWORKING: gettext_noop("Networking"),
    MentorForm.ONLINE: gettext_noop("Online"),
}

PROGRAMME_STATES: Mapping[ProgrammeState, str] = {
    ProgrammeState.RUNNING: gettext_noop("Running"),
    ProgrammeState.PLANNED: gettext_noop("Planned, not open yet"),
    ProgrammeState.EXAMPLE: gettext_noop("Shown as an example: ask before you count on it"),
}

EACH_MONTH: Mapping[str, str] = {
    "first": gettext_noop("the first %(day)s"),
    "second": gettext_noop("the second %(day)s"),
    "third": gettext_noop("the third %(day)s"),
    "fourth": gettext_noop("the fourth %(day)s"),
    "last": gettext_noop("the last %(day)s"),
}
"""Which day of its name in a month, as editors write it → how it is said."""

MATERIAL_FORMS: Mapping[MaterialForm, str] = {
    MaterialForm.TEXT: gettext_noop("Text to use"),
    MaterialForm.POSTS: gettext_noop("Posts for social media"),
    MaterialForm.CHECKLIST: gettext_noop("Checklist"),
    MaterialForm.IMAGE: gettext_noop("Picture"),
    MaterialForm.MAP: gettext_noop("Map"),
    MaterialForm.PRESENTATION: gettext_noop("Slides"),
}

MATERIAL_USERS: Mapping[MaterialUser, str] = {
    MaterialUser.EMPLOYERS: gettext_noop("Materials for employers"),
    MaterialUser.MUNICIPALITIES: gettext_noop("Materials for municipalities"),
    MaterialUser.UNIVERSITIES: gettext_noop("Materials for universities"),
}

LICENCES: Mapping[Licence, tuple[str, str]] = {
    Licence.CC0: (
        "https://creativecommons.org/publicdomain/zero/1.0/",
        gettext_noop("Use it, change it and share it as you like; nobody need be named."),
    ),
    Licence.BY: (
        "https://creativecommons.org/licenses/by/4.0/",
        gettext_noop(
            "Use it, change it and share it, also in advertisements, when you name who made it and say what you changed."
        ),
    ),
    Licence.BY_SA: (
        "https://creativecommons.org/licenses/by-sa/4.0/",
        gettext_noop(
            "Use it, change it and share it when you name who made it; what you make of it must be under the same licence."
        ),
    ),
    Licence.BY_ND: (
        "https://creativecommons.org/licenses/by-nd/4.0/",
        gettext_noop("Use it and share it unchanged when you name who made it."),
    ),
    Licence.BY_NC: (
        "https://creativecommons.org/licenses/by-nc/4.0/",
        gettext_noop(
            "Use it, change it and share it when you name who made it, but not for commercial purposes such as advertisements."
        ),
    ),
}
"""Licence → where it stands, and in a sentence what one may do."""
PLATFORMS: Mapping[Platform, str] = {
    Platform.LINKEDIN: gettext_noop("LinkedIn"),
    Platform.FACEBOOK: gettext_noop("Facebook"),
    Platform.X: gettext_noop("X"),
    Platform.EMAIL: gettext_noop("E-mail"),
}
