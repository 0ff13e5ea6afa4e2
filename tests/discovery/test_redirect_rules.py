"""Rules for hosts that answer former addresses."""

from dataclasses import replace

from plugins.discovery.redirects import redirects_text


def test_former_addresses_come_before_the_general_rules(make_page, redirect):
    """The first rule that fits wins, so that what moved is found before what is missing."""
    assert redirects_text([make_page(), make_page(language="da"), redirect]) == (
        "/en/companies/old/ /en/companies/new/ 301\n"
        "/da/* /da/404.html 404\n"
        "/en/* /en/404.html 404\n"
    )


def test_rules_stand_below_the_base(make_page):
    """A portal below a path has its rules there."""
    assert redirects_text([make_page(base="/jobs")]) == "/jobs/en/* /jobs/en/404.html 404\n"


def test_hosts_get_no_rule_for_each_employer(make_page, redirect):
    """There are thousands of addresses above jobs, and their pages lead on by themselves."""
    folder = replace(redirect, kind="job-folder")
    assert redirects_text([folder, redirect]) == redirects_text([redirect])
