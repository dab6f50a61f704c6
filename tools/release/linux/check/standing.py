"""Runs in a root with packages, beside a local server whose tokens live for seconds: what stands on the packages goes
on while they are upgraded, downgraded, taken away and installed again.

    standing.py OLDER NEWER

names two folders of packages. The older ones are installed. Where there is no PHP-FPM, gunicorn stands alone.
"""

import glob
import os
import subprocess
import sys
from http.client import HTTPException

from sites import Customer, Fpm, Gunicorn, omnifund, run, sign_in, wait_for

older, newer = sys.argv[1:]
has_php = bool(glob.glob("/etc/init.d/php*-fpm"))


def packages(folder):
    return [path for path in glob.glob(f"{folder}/*.deb") if has_php or "/php-" not in path]


def version_of(folder):
    (path,) = glob.glob(f"{folder}/libomnifund1_*.deb")
    return run("dpkg-deb", "-f", path, "Version").strip()


def install(paths):
    options = ["-y", "--reinstall", "--allow-downgrades", "-o", "Dpkg::Options::=--force-confold"]
    return run("apt-get", "install", *options, *paths)


def names():
    return [os.path.basename(path).split("_")[0] for path in packages(newer)]


def check(holds, what):
    if not holds:
        raise SystemExit(f"does not hold: {what}")


def is_by(site, version):
    return lambda: answer_of(site, "token.php").endswith(f" {version}")


def answer_of(site, page):
    try:
        return site.ask(page)
    except (OSError, HTTPException):
        return ""


def upgrades_and_downgrades(sites):
    """While somebody asks all the time, and each token lives for seconds."""
    tokens = set()
    for folder in (newer, newer, older, newer):
        version = version_of(folder)
        customers = [Customer(site) for site in sites]
        for customer in customers:
            customer.start()
        for customer in customers:
            wait_for("the first answers", lambda: len(customer.answers) > 3)
        install(packages(folder))
        for site in sites:
            site.renewed()
            wait_for(f"{site.name} with the library {version}", is_by(site, version))
        before = {answer.split()[1] for customer in customers for answer in customer.answers}
        for customer in customers:
            wait_for("a token after it", lambda: customer.answers[-1].split()[1] not in before)
        for customer in customers:
            answers, failures = customer.went()
            check(not failures, f"nobody sees it, but: {failures[:3]}")
            tokens |= {answer.split()[1] for answer in answers}
        check("omnifund_user" in omnifund("status"), "the session is there")
    print(f"{len(tokens)} tokens over one store, and no request failed")


def removal(sites):
    """Leaves the store, and PHP-FPM, and what has the library loaded."""
    kept = sorted(os.listdir("/var/lib/till/store"))
    run("apt-get", "remove", "-y", *names())
    check(sorted(os.listdir("/var/lib/till/store")) == kept, "the store is as it was")
    for site in sites:
        if isinstance(site, Fpm):
            wait_for("PHP-FPM's other pages", lambda: answer_of(site, "plain.php") == "plain")
            site.do("restart")
            wait_for("PHP-FPM started anew", lambda: answer_of(site, "plain.php") == "plain")
        else:
            check(site.ask().startswith("token "), "who has the library loaded goes on")
    install(packages(newer))
    for site in sites:
        site.renewed()
        wait_for(f"{site.name} again", is_by(site, version_of(newer)))


def choices_of_the_administrator(fpm):
    """Are kept: what is edited, switched off, or preloaded already."""
    php = [path for path in packages(newer) if "/php-" in path]
    ini = "/etc/omnifund/php-preload.ini"
    link = glob.glob(f"/etc/php/{fpm.version}/fpm/conf.d/*-omnifund.ini")
    check(len(link) == 1, "PHP-FPM reads the lines")
    with open(ini, "a") as file:
        file.write("; mine\n")
    install(php)
    check("; mine" in open(ini).read(), "an edited file stays")

    run("phpdismod", "omnifund")
    install(php)
    check(not os.path.lexists(link[0]), "what was switched off stays off")
    run("phpenmod", "-s", "fpm", "omnifund")

    removed_however_it_was_edited(fpm, link[0])
    install(php)

    run("apt-get", "purge", "-y", "php-omnifund")
    left = glob.glob("/etc/php/*/**/*omnifund*", recursive=True) + glob.glob("/etc/omnifund/php*")
    left += glob.glob("/var/lib/php/modules/**/omnifund", recursive=True)
    check(not left, f"nothing is left, but: {left}")

    with open("/check/own.php", "w") as file:
        file.write("<?php\nfunction mine() {}\n")
    with open(f"/etc/php/{fpm.version}/fpm/php.ini", "a") as file:
        file.write("\nopcache.preload=/check/own.php\nopcache.preload_user=www-data\n")
    said = install(php)
    check("that stays" in said, f"it says so: {said}")
    check(not os.path.lexists(link[0]), "an application's own preload file stays")
    fpm.do("restart")
    wait_for("PHP-FPM with its own", lambda: answer_of(fpm, "plain.php") == "plain")


def removed_however_it_was_edited(fpm, link):
    """PHP-FPM starts without the package, whatever somebody has made of the links to its lines."""
    available = f"/etc/php/{fpm.version}/mods-available/omnifund.ini"
    php = [path for path in packages(newer) if "/php-" in path]
    # Which makes a file of a link; and a link that leads nowhere any more.
    for edit in [["sed", "-i", "s/^;.*//", available], ["sed", "-i", "s/^;.*//", link], ["rm", available]]:
        run(*edit)
        run("apt-get", "remove", "-y", "php-omnifund")
        check(not os.path.lexists(link), f"PHP-FPM reads nothing of it after {edit}")
        fpm.do("restart")
        wait_for(f"PHP-FPM after {edit}", lambda: answer_of(fpm, "plain.php") == "plain")
        install(php)
        check(os.path.lexists(link), f"PHP-FPM reads it again after {edit}")


def main():
    sign_in()
    sites = [Gunicorn()]
    if has_php:
        fpm = Fpm()
        fpm.do("restart")
        sites.append(fpm)
    else:
        refused = subprocess.run(
            ["apt-get", "install", "-y", *glob.glob(f"{newer}/*.deb")],
            capture_output=True, text=True,
        )
        check(refused.returncode != 0 and "php" in refused.stdout, "PHP before 8.1 is refused")
    wait_for("gunicorn", lambda: os.path.exists(Gunicorn.socket))
    for site in sites:
        wait_for(f"{site.name} with the older library", is_by(site, version_of(older)))
    upgrades_and_downgrades(sites)
    removal(sites)
    if has_php:
        choices_of_the_administrator(fpm)
        fpm.do("stop")
    sites[0].stop()


main()
