// Lists that show a page at a time, so that a list of thousands is as quick as one of ten.

import { number, phrase } from "./choices-page.js";

/** A list, the button that brings its next page, and the line that says how much of it is shown. */
export class PagedList {
  /** `make` gives the element of an item; `atOnce` is how many items are a page. */
  constructor({ list, button, said }, { make, atOnce }) {
    Object.assign(this, { list, button, said, make, atOnce });
    button.addEventListener("click", () => this.more());
  }

  /** Shows the first page of items, which are made no earlier than they are shown. */
  show(items, total) {
    this.items = items[Symbol.iterator]();
    this.total = total;
    this.shown = 0;
    this.list.replaceChildren(...this.next(this.atOnce));
    this.say();
  }

  /** Shows the next page and takes the reader to its first item. */
  more() {
    const page = this.next(this.atOnce);
    this.list.append(...page);
    page[0]?.querySelector("a").focus();
    this.say();
  }

  /** Shows what is left, as paper does. */
  all() {
    this.list.append(...this.next(Infinity));
    this.say();
  }

  next(most) {
    const page = [];
    while (page.length < most) {
      const { value, done } = this.items.next();
      if (done) break;
      page.push(this.make(value));
    }
    this.shown += page.length;
    return page;
  }

  say() {
    this.button.hidden = this.shown >= this.total;
    const gaps = { shown: number(this.shown), number: number(this.total) };
    this.said.textContent = this.total > this.atOnce ? phrase("shown", gaps) : "";
  }
}
