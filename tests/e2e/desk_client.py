"""A member of staff at the desk's pages: logs in, fills in the forms as they stand on the page."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

from tests.e2e.service import Service

OWN_PASSWORD = "山海之间-纸船-清晨"


@dataclass
class Form:
    """A form as a browser would send it unchanged; ``names`` are the fields it has."""

    action: str
    id: str = ""
    values: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class _Page(HTMLParser):
    """The forms of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._apart: dict[str, set[str]] = {}  # fields that stand outside, by the id of their form
        self.feed(html)
        for form in self.forms:
            form.names |= self._apart.get(form.id, set())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(found.get("action", ""), found.get("id", ""))
            self.forms.append(self._form)
        elif outside := found.get("form"):
            self._apart.setdefault(outside, set()).add(found.get("name", ""))
        elif self._form is not None and (name := found.get("name")):
            self._form.names.add(name)
            if tag == "input" and found.get("type") in (None, "hidden", "text"):
                self._form.values[name] = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)


class Desk:
    """One browser at ``/desk``."""

    def __init__(self, http: httpx.Client) -> None:
        """Nobody is logged in yet."""
        self.http = http
        self.http.follow_redirects = True
        self.http.headers.update({"Sec-Fetch-Site": "same-origin", "Accept": "text/html"})
        self.html = ""
        self.address = ""

    @classmethod
    def at(cls, service: Service) -> "Desk":
        """A browser of its own."""
        return cls(service.new_client())

    @property
    def text(self) -> str:
        """What the page shows, without its markup."""
        return " ".join(" ".join(_Page(self.html).words).split())

    def get(self, address: str) -> str:
        """Open a page; returns its text."""
        return self._seen(self.http.get(address))

    def submit(self, action: str, **fields: str | list[str]) -> str:
        """Send the form whose address ends so, with these fields filled in."""
        (form,) = (
            form
            for form in _Page(self.html).forms
            if form.action.partition("?")[0].endswith(action)
        )
        assert form.names >= fields.keys(), f"{form.action} has only {sorted(form.names)}"
        return self._seen(self.http.post(form.action, data={**form.values, **fields}))

    def log_in(self, username: str, password: str) -> str:
        """Log in from the page the desk sends one to."""
        self.get("/desk")
        assert self.address == "/desk/login", self.text
        return self.submit("/login", username=username, password=password)

    def begin(self, one_time_password: str) -> str:
        """The first log-in of the administrator, who sets a password of their own."""
        self.log_in("admin", one_time_password)
        assert self.address == "/desk/account", self.text
        return self.submit(
            "/account/password", old=one_time_password, new=OWN_PASSWORD, again=OWN_PASSWORD
        )

    def _seen(self, answer: httpx.Response) -> str:
        assert answer.status_code == 200, answer.text
        self.html, self.address = answer.text, answer.url.path
        return self.text
