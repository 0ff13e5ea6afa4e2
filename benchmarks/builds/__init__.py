"""How fast the portal is built, beside Hugo, Pelican with i18n_subsites and Eleventy."""
