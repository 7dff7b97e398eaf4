# Nexus in two commands: `make up` runs the store, `make test` proves it.
# Both set up everything they need on a Debian 12 machine that has Swift, git and make.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help up test check build build-tests format lint coverage fuzz end-to-end bench clean run-packages test-packages bench-packages

NEXUS := .build/release/nexus
SOURCES := Package.swift Sources Tests
FUZZ_SECONDS ?= 10
# A module may import only what Package.swift lists for it: that is what keeps SQL out of Web.
CHECKED := --explicit-target-dependency-import-check error

RUN_PACKAGES := nginx postgresql-15 libpq-dev libargon2-dev libfcgi-dev libicu-dev pkg-config openssl
TEST_PACKAGES := $(RUN_PACKAGES) chromium firefox-esr webkit2gtk-driver xvfb default-jre-headless \
	fonts-dejavu-core fonts-liberation python3-venv systemd libseccomp2 locales wrk testssl.sh sqlmap slowhttptest
BENCH_PACKAGES := $(RUN_PACKAGES) wrk valgrind binutils gcc libc6-dev python3 postgresql-client-15 libssl-dev \
	php-fpm php-pgsql golang-go golang-github-lib-pq-dev

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

up: run-packages build ## Run the store on https://localhost:8443 until Ctrl-C
	@exec $(NEXUS) up

test: test-packages lint build coverage fuzz end-to-end ## Prove all of it: style, units, coverage, fuzzing, browsers

build: ## Build the release binary
	@swift build -c release --product nexus $(CHECKED)

format: ## Format all Swift code
	@swift format --in-place --recursive --parallel $(SOURCES)

lint: ## Check the format of all Swift code
	@swift format lint --strict --recursive --parallel $(SOURCES)

build-tests: test-packages
	@swift build --build-tests --enable-code-coverage -j 2 $(CHECKED)

check: lint build-tests ## Style and units only: what to run while working
	@swift test --skip-build

coverage: build-tests ## Run the unit tests and print the line coverage
	@swift test --skip-build --enable-code-coverage
	@python3 Tests/coverage.py "$$(swift test --show-codecov-path)"

fuzz: ## Fuzz every parser, FUZZ_SECONDS each
	@$(MAKE) --no-print-directory -j 2 -C Tests/Fuzz FUZZ_SECONDS=$(FUZZ_SECONDS)

end-to-end: build build-tests .venv/ready ## Drive the real store in real browsers
	@.venv/bin/pytest Tests/EndToEnd

bench: bench-packages build ## Compare with C, PHP-FPM and Go, and print the tables; BENCH_SCALE=small for a short run
	@python3 Tests/Benchmarks/bench.py

clean: ## Remove what was built; the store's data in .nexus/ stays
	@rm -rf .build .venv

.venv/ready: Tests/EndToEnd/requirements.txt
	@rm -rf .venv
	@/usr/bin/python3 -m venv .venv
	@.venv/bin/pip install --quiet --retries 5 -r $<
	@touch $@

run-packages:
	@$(call install,$(RUN_PACKAGES))

test-packages:
	@$(call install,$(TEST_PACKAGES))

bench-packages:
	@$(call install,$(BENCH_PACKAGES))

# Installs what is missing of $(1); asks apt for nothing when nothing is. `nexus up` starts its own nginx and
# PostgreSQL, so a fresh install neither makes Debian's default cluster nor leaves Debian's nginx on port 80. The
# benchmarks start their own PHP-FPM too.
define install
missing=$$(comm -23 <(printf '%s\n' $(1) | sort) \
	<(dpkg-query -W -f '$${db:Status-Status} $${Package}\n' $(1) 2>/dev/null | sed -n 's/^installed //p' | sort)); \
[ -n "$$missing" ] || exit 0; \
echo "Installing" $$missing; \
as_root() { if [ "$$(id -u)" = 0 ]; then env "$$@"; else sudo env "$$@"; fi; }; \
no_cluster=/etc/postgresql-common/createcluster.d/nexus.conf; \
trap 'as_root rm -f "$$no_cluster"' EXIT; \
as_root mkdir -p "$${no_cluster%/*}"; \
echo 'create_main_cluster = false' | as_root tee "$$no_cluster" >/dev/null; \
fetch() { as_root apt-get update -q && \
	as_root DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \
	-o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 $$missing; }; \
fetch || { sleep 5; fetch; }; \
if [[ " "$$missing" " == *nginx* && -d /run/systemd/system ]]; then as_root systemctl disable --now nginx; fi; \
if [[ " "$$missing" " == *php-fpm* && -d /run/systemd/system ]]; then as_root systemctl disable --now php8.2-fpm; fi
endef
