"""A made-up portal in three languages, one of them written from right to left; see tests/conftest.py."""

SITENAME = "Careers in Example County"
SITEURL = "https://portal.example/work"
TIMEZONE = "UTC"

PATH = "content"
OUTPUT_PATH = "output"
# Tests put links to the real themes and fonts beside this file.
THEME = "themes/portal"
PLUGINS = ["plugins.catalogue", "plugins.discovery", "plugins.search", "plugins.publishing"]
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}

ARTICLE_PATHS = []
PAGE_PATHS = []
STATIC_PATHS = []
THEME_STATIC_PATHS = []
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = False

PORTAL_LANGUAGES = ["en", "da", "ar"]
PORTAL_LOCALES = {"en": "en-GB"}
PORTAL_NAME = {
    "en": "Careers in Example County",
    "da": "Karriere i Eksempelamtet",
    "ar": "العمل في مقاطعة المثال",
}
PORTAL_COMPANIES = "companies"
# Tests fill this folder with pseudo-translations of every message.
PORTAL_TRANSLATIONS = "translations"
PORTAL_FONTS = {
    "schibsted-grotesk.woff2": "node_modules/@fontsource-variable/schibsted-grotesk/files/"
    "schibsted-grotesk-latin-wght-normal.woff2",
}
PORTAL_CONTACT = "portal@example.example"
PORTAL_REPOSITORY = "https://code.example/owner/portal/new/main"
# Short, so that nine companies make three pages.
PORTAL_PAGE_LENGTH = 3
