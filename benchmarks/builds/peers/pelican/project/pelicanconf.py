"""An ordinary Pelican site in two languages, by i18n_subsites."""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import cards  # type: ignore[import-not-found]  # noqa: E402 - the folder is on the path only now

SITENAME = "Example Careers"
SITEURL = "https://portal.example"
TIMEZONE = "Europe/Copenhagen"
DEFAULT_LANG = "en"

PATH = "content/en"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_PATHS = ["static"]
THEME_STATIC_DIR = "static"
PLUGINS = ["cards", "pelican.plugins.i18n_subsites"]
PLUGIN_PATHS = [str(HERE)]

# Everything is a page, whose front matter says its address. Each language reads its own folder.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS = [""]
STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = False
USE_FOLDER_AS_CATEGORY = False
SLUGIFY_SOURCE = "basename"

CACHE_PATH = "cache"
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
GZIP_CACHE = False

MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.attr_list": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.sane_lists": {},
        "markdown.extensions.tables": {},
    },
    "output_format": "html5",
}
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}
JINJA_GLOBALS = cards.FUNCTIONS

SHARED = json.loads((HERE / "shared/en.json").read_text("utf-8"))
I18N_SUBSITES = {
    "da": {
        "PATH": str(HERE / "content/da"),
        "OUTPUT_PATH": str(HERE / "output"),
        "SITEURL": SITEURL,
        "THEME_STATIC_DIR": "static",
        "THEME_STATIC_PATHS": [],
        "SHARED": json.loads((HERE / "shared/da.json").read_text("utf-8")),
    }
}
