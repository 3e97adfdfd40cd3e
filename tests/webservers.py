"""Runs real web servers on this machine's loopback address, set up as site_config/deploy says."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.project import LONGEST_RUN, ROOT, free_port

DEPLOY = ROOT / "site_config" / "deploy"
PLACE = "/srv/gongkai/site"
"""The folder of the site in the committed settings."""

_NGINX = """
USER
daemon off;
pid FOLDER/nginx.pid;
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
events {}
http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path FOLDER/body;
    proxy_temp_path FOLDER/proxy;
    fastcgi_temp_path FOLDER/fastcgi;
    uwsgi_temp_path FOLDER/uwsgi;
    scgi_temp_path FOLDER/scgi;
SITE
}
"""
"""The parts of Debian's nginx.conf around a site's settings; all that nginx writes goes to one folder."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer, as it was sent."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def __getitem__(self, name: str) -> str:
        """Return a header, empty if it is missing; fail if it is there twice."""
        values = self.headers.get_all(name) or [""]
        assert len(values) == 1, f"{name}: {values}"
        return values[0]


def get(url: str, **headers: str) -> Answer:
    """Request an address without following redirects or decompressing; `_` in a header's name stands for `-`."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=LONGEST_RUN)
    try:
        connection.request("GET", parts.path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        response = connection.getresponse()
        return Answer(response.status, response.msg, response.read())
    finally:
        connection.close()


@contextmanager
def nginx(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site at the root of an address, with nginx.conf."""
    config = _settled("nginx.conf", site)
    for line, wanted in (("listen 80;", "listen 127.0.0.1:PORT;"), ("    listen [::]:80;\n", "")):
        assert line in config
        config = config.replace(line, wanted)
    with _nginx(config, folder) as address:
        yield address


@contextmanager
def nginx_below_a_path(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site below /sub/ of an address that serves something else, with nginx-below-a-path.conf."""
    location = _settled("nginx-below-a-path.conf", site).replace("/reports", "/sub")
    (folder / "else").mkdir(parents=True)
    (folder / "else" / "index.html").write_text("something else", encoding="utf-8")
    server = f"server {{\nlisten 127.0.0.1:PORT;\nroot {folder}/else;\n{location}}}"
    with _nginx(f"include {site}/_hosting/nginx-http.conf;\n{server}", folder) as address:
        yield f"{address}sub/"


@contextmanager
def caddy(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site at the root of an address, with the Caddyfile."""
    folder.mkdir(parents=True, exist_ok=True)
    config = _settled("Caddyfile", site)
    assert config.count("reports.example {") == 1
    config = "{\n\tadmin off\n\tauto_https off\n}\n" + config
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    file = folder / "Caddyfile"

    def settle(port: int) -> None:
        text = config.replace("reports.example {", f"http://127.0.0.1:{port} {{\n\tbind 127.0.0.1")
        file.write_text(text, encoding="utf-8")

    settle(1)
    check = [program("caddy"), "validate", "--adapter", "caddyfile", "--config", str(file)]
    done = subprocess.run(check, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    with _running(
        [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(file)], settle, folder, environment
    ) as url:
        yield url


def program(name: str) -> str:
    """Return the path of a server's program, which may not be on a user's PATH; fail the test if it is missing."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    assert found, f"{name} is not there; tests/run installs it"
    return found


def _settled(name: str, site: Path) -> str:
    """Return committed settings with the folder of this site."""
    config = (DEPLOY / name).read_text(encoding="utf-8")
    assert PLACE in config
    return config.replace(PLACE, str(site))


@contextmanager
def _nginx(site: str, folder: Path) -> Iterator[str]:
    folder.mkdir(parents=True, exist_ok=True)
    # Started by root, nginx would serve as another user, who can't read a test's folder.
    user = "user root;\n" if os.geteuid() == 0 else ""
    config = _NGINX.replace("USER\n", user).replace("FOLDER", str(folder)).replace("SITE", site)
    file = folder / "nginx.conf"

    def settle(port: int) -> None:
        file.write_text(config.replace("PORT", str(port)), encoding="utf-8")

    command = [program("nginx"), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(file)]
    with _running(command, settle, folder, dict(os.environ)) as address:
        yield address
    told = (folder / "error.log").read_text(encoding="utf-8")
    assert not [line for line in told.splitlines() if "[warn]" in line or "[emerg]" in line], told


@contextmanager
def _running(
    command: list[str], settle: Callable[[int], None], folder: Path, environment: dict[str, str]
) -> Iterator[str]:
    """Run a server on a free port until the block ends."""
    port = free_port()
    settle(port)
    log = folder / "told.txt"
    with log.open("w") as out:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment)
    try:
        for _ in range(LONGEST_RUN * 20):
            assert server.poll() is None, log.read_text(encoding="utf-8")
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        else:
            raise AssertionError(f"{command[0]} does not answer: {log.read_text(encoding='utf-8')}")
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=LONGEST_RUN)
