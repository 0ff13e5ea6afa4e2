"""What editors, translators and designers do to a golden site, to see what a build makes of it."""

import json
import os
import re
import shutil
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from golden_site import SETTINGS_FILE, TODAY, set_day
from PIL import Image

Edit = Callable[[Path, int], None]
"""Changes something in a site; the number says what of several things, and is in new names."""

EDITS: dict[str, Edit] = {}


def edit(change: Edit) -> Edit:
    EDITS[change.__name__] = change
    return change


def files(site: Path, pattern: str) -> list[Path]:
    return sorted(site.glob(pattern))


def replace_in(path: Path, pattern: str, text: str) -> None:
    """Replace the first place that matches, if there is one."""
    found = path.read_text("utf-8")
    path.write_text(re.sub(pattern, text, found, count=1, flags=re.MULTILINE), "utf-8")


COMPETENCES = (
    *("windmill-builder", "blade-polisher", "gust-forecaster", "grease-engineer"),
    *("tale-teller", "pun-checker", "rhyme-engineer", "comma-counter"),
)
PLACES = ("exampleby", "oeksempel-oe", "sampleborg", "testrup")


def pick(paths: Sequence[Path], number: int) -> Path:
    return paths[number % len(paths)]


def line_of(path: Path, key: str) -> str:
    """What stands after a key, on one line."""
    found = re.search(rf"^{key}: (.*)$", path.read_text("utf-8"), re.MULTILINE)
    assert found, (path, key)
    return found[1]


def change_line(path: Path, key: str, values: Sequence[str]) -> None:
    replace_in(path, rf"^{key}: .*", f"{key}: [{', '.join(values)}]")


@edit
def change_a_company(site: Path, number: int) -> None:
    companies = files(site, "companies/*.yaml")
    replace_in(
        companies[number % len(companies)],
        r"^tagline:\n  (\w+): .*",
        rf"tagline:\n  \1: No {number}",
    )


@edit
def rename_what_a_company_is_called(site: Path, number: int) -> None:
    companies = files(site, "companies/*.yaml")
    replace_in(
        companies[number % len(companies)], r"^name: .*", f"name: {'ZAÅÆ'[number % 4]} {number}"
    )


@edit
def add_a_company(site: Path, number: int) -> None:
    companies = files(site, "companies/*.yaml")
    copy = site / "companies" / f"new-{number}.yaml"
    shutil.copy(companies[number % len(companies)], copy)
    replace_in(copy, r"^name: .*", f"name: New {number}")
    replace_in(copy, r"^aliases:.*\n", "")
    replace_in(copy, r"^cvr:.*\n", "")


@edit
def remove_a_new_company(site: Path, number: int) -> None:
    for path in files(site, "companies/new-*.yaml")[:1]:
        path.unlink()


@edit
def move_a_new_company(site: Path, number: int) -> None:
    for path in files(site, "companies/new-*.yaml")[:1]:
        path.rename(path.with_name(f"new-moved-{number}.yaml"))
        replace_in(path.with_name(f"new-moved-{number}.yaml"), r"\Z", f"aliases: [{path.stem}]\n")


@edit
def change_a_guide(site: Path, number: int) -> None:
    guides = files(site, "content/guides/*.md")
    replace_in(guides[number % len(guides)], r"\Z", f"\nAnd **{number}** more.\n")


@edit
def rename_a_guide(site: Path, number: int) -> None:
    guides = files(site, "content/guides/*.md")
    replace_in(guides[number % len(guides)], r"^title: .*", f"title: Guide {number}")


@edit
def add_a_guide(site: Path, number: int) -> None:
    copy = site / f"content/guides/tea-{number}.ar.md"
    shutil.copy(site / "content/guides/tea.ar.md", copy)
    replace_in(copy, r"^slug: .*", f"slug: tea-{number}")


@edit
def remove_a_new_guide(site: Path, number: int) -> None:
    for path in files(site, "content/guides/tea-*.md")[:1]:
        path.unlink()


@edit
def change_a_competence(site: Path, number: int) -> None:
    replace_in(site / "content/competences.yaml", r"^(\s+en): .*", rf"\1: Competence {number}")


@edit
def change_a_municipality(site: Path, number: int) -> None:
    places = files(site, "content/municipalities/*.yaml")
    replace_in(places[number % len(places)], r"^population: .*", f"population: {number + 1}")


@edit
def change_a_cluster(site: Path, number: int) -> None:
    clusters = files(site, "content/clusters/*.yaml")
    replace_in(
        clusters[number % len(clusters)], r"^name:\n  (\w+): .*", rf"name:\n  \1: Cluster {number}"
    )


@edit
def change_a_setting(site: Path, number: int) -> None:
    path = site / SETTINGS_FILE
    match number % 3:
        case 0:
            replace_in(path, r"^PORTAL_PAGE_LENGTH = .*", f"PORTAL_PAGE_LENGTH = {2 + number % 5}")
        case 1:
            replace_in(path, r'^SITEURL = ".*', f'SITEURL = "https://portal.example/work{number}"')
        case 2:
            replace_in(path, r'^    "en": "Careers.*', f'    "en": "Careers {number}",')


@edit
def change_a_template(site: Path, number: int) -> None:
    templates = files(site, "themes/portal/templates/**/template.html")
    templates += files(site, "themes/portal/templates/*.html")
    replace_in(templates[number % len(templates)], r"</(p|li|a)>", rf" {number}</\1>")


@edit
def change_a_style(site: Path, number: int) -> None:
    styles = files(site, "themes/portal/static/css/*.css")
    replace_in(styles[number % len(styles)], r"\Z", f"\n.x{number} {{ color: red; }}\n")


@edit
def change_a_message(site: Path, number: int) -> None:
    catalogue = site / "translations/da/LC_MESSAGES/messages.po"
    replace_in(catalogue, r'^msgstr "⟦da: Companies⟧"', f'msgstr "Virksomheder {number}"')


@edit
def change_a_picture(site: Path, number: int) -> None:
    colour = (number % 256, 80, 90)
    Image.new("RGB", (40 + number % 3, 40), colour).save(site / "content/media/windmills.png")


@edit
def change_what_a_company_seeks(site: Path, number: int) -> None:
    """The last becomes the first, or a single one another."""
    company = pick(files(site, "companies/*.yaml"), number)
    found = line_of(company, "competences")
    listed = found.strip("[]").split(", ")
    other = COMPETENCES[number % len(COMPETENCES)]
    change_line(company, "competences", [other, *(c for c in listed if c != other)][:4])


@edit
def move_a_company(site: Path, number: int) -> None:
    company = pick(files(site, "companies/[a-dl-z]*.yaml"), number)
    change_line(company, "municipalities", [PLACES[number % len(PLACES)]])


@edit
def change_what_a_company_offers(site: Path, number: int) -> None:
    company = pick(files(site, "companies/*.yaml"), number)
    offers = ["partner-help", "internships", "fast-track"][number % 3 :]
    replace_in(company, r"^offers:.*\n", "")
    replace_in(company, r"\Z", f"offers: [{', '.join(offers)}]\n")


@edit
def change_the_lighthouses_of_a_company(site: Path, number: int) -> None:
    company = pick(files(site, "companies/*.yaml"), number)
    change_line(company, "clusters", ["tales", "wind-and-weather"][number % 3 :])


@edit
def change_a_date_of_a_company(site: Path, number: int) -> None:
    company = pick(files(site, "companies/*.yaml"), number)
    replace_in(company, r"checked: .*", f"checked: 2026-06-{number % 28 + 1:02}")


@edit
def draft_or_publish_a_company(site: Path, number: int) -> None:
    company = pick(files(site, "companies/[mos]*.yaml"), number)
    if "status: draft" in company.read_text("utf-8"):
        replace_in(company, r"^status: draft\n", "")
    else:
        replace_in(company, r"\Z", "status: draft\n")


@edit
def draft_or_publish_a_translation(site: Path, number: int) -> None:
    """The portal has guides and stories in fewer languages then, or in more."""
    found = ("guides/housing.da.md", "stories/noor-sample.en.md", "stories/ada-example.da.md")
    article = site / "content" / found[number % len(found)]
    if "status: draft" in article.read_text("utf-8"):
        replace_in(article, r"^status: draft\n", "")
    else:
        replace_in(article, r"\A---\n", "---\nstatus: draft\n")


@edit
def translate_a_guide(site: Path, number: int) -> None:
    code = ("en", "da")[number % 2]
    copy = site / f"content/guides/tea.{code}.md"
    if copy.exists():
        copy.unlink()
    else:
        shutil.copy(site / "content/guides/tea.ar.md", copy)
        replace_in(copy, r"^slug: .*", f"slug: tea-{code}")


@edit
def change_the_topic_of_a_guide(site: Path, number: int) -> None:
    for path in files(site, "content/guides/queueing.*.md"):
        replace_in(path, r"^topic: .*", f"topic: {('work', 'community', 'study')[number % 3]}")


@edit
def change_the_audience_of_a_guide(site: Path, number: int) -> None:
    audience = ["everyone", "partners", "families", "students"][number % 4 :]
    for path in files(site, "content/guides/tea.*.md"):
        change_line(path, "audience", audience)


@edit
def change_what_a_story_tells(site: Path, number: int) -> None:
    for path in files(site, "content/stories/noor-sample.*.md"):
        replace_in(path, r"^profession: .*", f"profession: {COMPETENCES[number % 4]}")
        replace_in(path, r"^municipality: .*", f"municipality: {PLACES[number % 4]}")


@edit
def change_the_group_of_a_competence(site: Path, number: int) -> None:
    path = site / "content/competences.yaml"
    slug = COMPETENCES[number % len(COMPETENCES)]
    group = rf"(^{slug}:\n(?:  .*\n)*?  group: )"
    is_craft = re.search(f"{group}craft", path.read_text("utf-8"), re.MULTILINE)
    replace_in(path, f"{group}.*", rf"\g<1>{'words' if is_craft else 'craft'}")


@edit
def rename_a_group_of_competences(site: Path, number: int) -> None:
    replace_in(site / "content/competence_groups.yaml", r"^  da: .*", f"  da: Gruppe {number}")


@edit
def rename_a_municipality(site: Path, number: int) -> None:
    place = pick(files(site, "content/municipalities/*.yaml"), number)
    replace_in(place, r"^  da: .*", f"  da: {'ZAÅÆ'[number % 4]}by {number}")


@edit
def move_a_municipality(site: Path, number: int) -> None:
    place = pick(files(site, "content/municipalities/*.yaml"), number)
    replace_in(place, r"^lat: .*", f"lat: 56.{number:03}")


@edit
def add_a_former_address(site: Path, number: int) -> None:
    company = pick(files(site, "companies/*.yaml"), number)
    replace_in(company, r"^aliases:.*\n", "")
    replace_in(company, r"\Z", f"aliases: [former-{number % 5}]\n")


@edit
def rename_a_plain_page(site: Path, number: int) -> None:
    page = pick(files(site, "content/pages/*.md"), number)
    replace_in(page, r"^title: .*", f"title: Page {number}")


@edit
def add_or_remove_jobs(site: Path, number: int) -> None:
    path = site / "content/jobs/oestersoeens-ost.yaml"
    if path.exists():
        path.unlink()
    else:
        shutil.copy(site / "content/jobs/mithal-bakery.yaml", path)


@edit
def move_a_job(site: Path, number: int) -> None:
    path = site / "content/jobs/example-windmills.yaml"
    replace_in(path, r"municipality: .*", f"municipality: {PLACES[number % len(PLACES)]}")


@edit
def change_the_day_of_a_job(site: Path, number: int) -> None:
    path = site / "content/jobs/mithal-bakery.yaml"
    replace_in(path, r"posted: .*", f"posted: 2026-05-{number % 28 + 1:02}")


@edit
def let_days_pass(site: Path, number: int) -> None:
    """Or go back: jobs go when their last day has passed, and are told of for a while."""
    set_day(site, TODAY + timedelta(days=7 * (number % 60)))


@edit
def find_a_job_gone_or_back(site: Path, number: int) -> None:
    """As an import does."""
    path = site / "content/jobs/example-windmills.json"
    jobs = json.loads(path.read_text("utf-8"))
    job = next(job for job in jobs if job["id"] == "gust-forecaster")
    if "gone" in job:
        job |= {"description": "Back.", "apply": "https://windmills.example/jobs/4714"}
        del job["gone"]
    else:
        kept = {key: job[key] for key in ("id", "title", "language", "competences", "posted")}
        job.clear()
        job |= kept
        job["gone"] = (TODAY - timedelta(days=number % 6)).isoformat()
    path.write_text(json.dumps(jobs), "utf-8")


@edit
def change_a_job_that_is_gone(site: Path, number: int) -> None:
    path = site / "content/jobs/mithal-bakery.yaml"
    replace_in(path, r"^  title: Semi.*", f"  title: Semi {number}")
    replace_in(path, r"^  municipality: .*", f"  municipality: {PLACES[number % len(PLACES)]}")


@edit
def change_an_event(site: Path, number: int) -> None:
    event = pick(files(site, "content/events/*.yaml"), number)
    replace_in(event, r"^summary:\n  (\w+): .*", rf"summary:\n  \1: No {number}")


@edit
def move_an_event(site: Path, number: int) -> None:
    path = site / "content/events/thursday-tea.yaml"
    replace_in(path, r"^  municipality: .*", f"  municipality: {PLACES[number % len(PLACES)]}")
    replace_in(path, r"^  not_on: .*", f"  not_on: [2026-06-{(11, 18, 25)[number % 3]}]")


@edit
def put_off_an_event(site: Path, number: int) -> None:
    """To a day that may be over, or further ahead than calendars show."""
    path = site / "content/events/spring-fair.yaml"
    day = TODAY + timedelta(days=7 * (number % 60 - 10))
    replace_in(path, r"^starts: .*", f"starts: {day} 10:00")
    replace_in(path, r"^ends: .*", f"ends: {day} 16:00")


@edit
def draft_or_publish_an_event(site: Path, number: int) -> None:
    path = site / "content/events/secret-party.yaml"
    status = "published" if number % 2 else "draft"
    replace_in(path, r"^status: .*", f"status: {status}")


@edit
def rename_a_network(site: Path, number: int) -> None:
    path = site / "content/networks/tea-circle.yaml"
    replace_in(path, r"^  en: .*Circle.*", f"  en: Tea Circle {number}")


@edit
def change_a_mentor_programme(site: Path, number: int) -> None:
    path = site / "content/mentors/two-and-two.yaml"
    day = TODAY + timedelta(days=7 * (number % 60))
    replace_in(path, r"^next_start: .*", f"next_start: {day}")
    state = ("running", "planned")[number % 2]
    replace_in(path, r"^(state: .*\n)?organiser:", f"state: {state}\norganiser:")


@edit
def change_a_path(site: Path, number: int) -> None:
    path = site / "content/pathways/partners.yaml"
    offers = ("coffee-meetings", "internships", "danish-lessons", "remote-days")
    replace_in(path, r"^    offers: .*", f"    offers: [{offers[number % 4]}]")
    replace_in(path, r"^      en: Try.*", f"      en: Try it {number} times")


@edit
def publish_or_withdraw_a_path(site: Path, number: int) -> None:
    path = site / "content/pathways/families.yaml"
    replace_in(path, r"^status: .*", f"status: {('published', 'draft')[number % 2]}")


@edit
def change_whom_employers_are_led_to(site: Path, number: int) -> None:
    path = site / "content/municipalities/exampleby.yaml"
    replace_in(path, r"^  name: Partner desk.*", f"  name: Partner desk {number}")


@edit
def change_a_material(site: Path, number: int) -> None:
    path = site / "content/toolkit/welcome-words.yaml"
    replace_in(path, r"^  en: Words.*", f"  en: Words No {number}")
    audience = ("employers", "municipalities, employers", "universities")[number % 3]
    replace_in(path, r"^audience: .*", f"audience: [{audience}]")


@edit
def change_a_file_to_take(site: Path, number: int) -> None:
    (site / "content/media/toolkit/welcome.en.txt").write_text(f"Welcome, No {number}\n", "utf-8")


@edit
def draft_or_publish_a_material(site: Path, number: int) -> None:
    status = "published" if number % 2 else "draft"
    replace_in(site / "content/toolkit/secret-slides.yaml", r"^status: .*", f"status: {status}")


@edit
def change_a_word_of_addresses(site: Path, number: int) -> None:
    """Pages of other languages lead there too."""
    word = ("companies", "my-life", "jobs")[number % 3]
    catalogue = site / "translations/da/LC_MESSAGES/messages.po"
    replace_in(catalogue, rf'(msgid "{word}"\nmsgstr) ".*"', rf'\1 "da-{word}-{number}"')


@edit
def change_what_a_language_invites_with(site: Path, number: int) -> None:
    """Which stands on pages above all languages."""
    catalogue = site / "translations/ar/LC_MESSAGES/messages.po"
    message = ("Continue in English", "This page is not here; go to the home page")[number % 2]
    replace_in(catalogue, rf'(msgid "{message}"\nmsgstr) ".*"', rf'\1 "Ahlan {number}"')


@edit
def change_the_coast(site: Path, number: int) -> None:
    ring = [[9.0, 56.0], [10.0, 56.0 + number / 1000], [10.0, 57.0], [9.0, 56.0]]
    coast = {"bbox": [8, 55, 11, 58], "geometry": {"coordinates": [[ring]]}}
    (site / "coast.json").write_text(json.dumps(coast), "utf-8")
    settings = site / SETTINGS_FILE
    if "PORTAL_COASTLINE" not in settings.read_text("utf-8"):
        replace_in(settings, r"\Z", 'PORTAL_COASTLINE = "coast.json"\n')


@edit
def change_how_templates_are_read(site: Path, number: int) -> None:
    """What of the space between tags is kept."""
    replace_in(site / SETTINGS_FILE, r'"trim_blocks": .*', f'"trim_blocks": {number % 2 == 1},')


@edit
def change_nothing(site: Path, number: int) -> None:
    for path in files(site, "companies/*.yaml"):
        os.utime(path)


def moves(site: Path) -> Path:
    """The folder of steps, put back where an edit took it away."""
    folder, aside = site / "content" / "moves", site / "moves-aside"
    if aside.exists():
        aside.rename(folder)
    return folder


@edit
def word_a_step_anew(site: Path, number: int) -> None:
    step = pick(files(moves(site), "*.yaml"), number)
    replace_in(step, r"^name:\n  en: .*", f"name:\n  en: Step {number}")


@edit
def work_on_a_step_at_another_time(site: Path, number: int) -> None:
    replace_in(moves(site) / "nursery.yaml", r"^  days: .*", f"  days: {number % 30}")


@edit
def write_one_more_step(site: Path, number: int) -> None:
    folder = moves(site)
    shutil.copy(folder / "register.yaml", folder / f"step-{number}.yaml")


@edit
def withdraw_all_steps(site: Path, _number: int) -> None:
    moves(site).rename(site / "moves-aside")


@edit
def change_a_rate_of_tax(site: Path, number: int) -> None:
    replace_in(
        site / "content/tax/2026.yaml",
        r"^    municipal_tax: .*",
        f"    municipal_tax: 25.{number % 100:02}",
    )


@edit
def add_or_remove_next_years_taxes(site: Path, number: int) -> None:
    path = site / "content/tax/2027.yaml"
    if path.exists():
        path.unlink()
    else:
        shutil.copy(site / "content/tax/2026.yaml", path)
        replace_in(path, r"^bottom_tax: .*", f"bottom_tax: 11.{number % 100:02}")


@edit
def change_the_narrative(site: Path, number: int) -> None:
    """The first or the second of the narrative, if it is there."""
    path = site / "content/narrative.yaml"
    if path.exists():
        words = (r"^( +en: )Exampleby counts .*", r"^( +en: )News of .*")[number % 2]
        kept = ("Exampleby counts", "News of")[number % 2]
        replace_in(path, words, rf"\g<1>{kept} {number} winds")


@edit
def lay_the_narrative_aside_or_back(site: Path, _number: int) -> None:
    path, aside = site / "content/narrative.yaml", site / "narrative-aside.yaml"
    path.rename(aside) if path.exists() else aside.rename(path)


@edit
def change_an_ambassador(site: Path, number: int) -> None:
    """What they say, or until when they agreed: yesterday, today or for longer."""
    path = site / "content/ambassadors/noor.yaml"
    replace_in(path, r"^  en: Ask me.*", f"  en: Ask me {number} times")
    until = TODAY + timedelta(days=number % 3 - 1)
    replace_in(path, r"^consent_until: .*", f"consent_until: {until}")


@edit
def change_a_campaign(site: Path, number: int) -> None:
    """Its words, whom it shows first, and until when it runs."""
    path = site / "content/campaigns/wind-counters.yaml"
    replace_in(path, r"^  en: Exampleby lacks .*", f"  en: Exampleby lacks {number} people.")
    first = ("example-windmills", "mithal-bakery")[number % 2]
    replace_in(path, r"^companies: .*", f"companies: [{first}]")
    replace_in(path, r"^until: .*", f"until: 2026-06-{10 + number % 20}")


@edit
def change_the_field_of_a_campaign(site: Path, number: int) -> None:
    """A lighthouse, a group of competences, or some of them."""
    fields = ("cluster: tales", "group: words", "competences: [pun-checker]")
    path = site / "content/campaigns/wind-counters.yaml"
    replace_in(path, r"^(cluster|group|competences): .*", fields[number % 3])


@edit
def end_or_go_on_with_a_campaign(site: Path, number: int) -> None:
    until = ("2026-06-30", "2026-05-31")[number % 2]
    replace_in(site / "content/campaigns/rhymes.yaml", r"^until: .*", f"until: {until}")
