"""Files for the tests of publiccode.yml: one that is whole and small, written by hand."""

from tests.law.agreement.deviations import SHARED

FOLDER = SHARED / "standards" / "publiccode" / "testdata"
REAL = SHARED / "catalogue" / "publiccode"
LONG = "Reads the letters that people write to their municipality, says what each is about and who should answer it. Nothing leaves the machine, and a person decides."
SMALL = f"""\
publiccodeYmlVersion: "0.7"
name: Letters
url: https://code.example.org/letters.git
platforms:
  - web
developmentStatus: beta
softwareType: standalone/web
description:
  en:
    shortDescription: Reads letters.
    longDescription: {LONG}
    features:
      - Says what a letter is about
legal:
  license: EUPL-1.2
maintenance:
  type: none
localisation:
  localisationReady: true
  availableLanguages:
    - en
"""
"""Line 1 is the version; every mandatory key is there."""
FULL = f"""\
publiccodeYmlVersion: "0"
name: Letters
applicationSuite: Town hall
url: https://code.example.org/letters.git
landingURL: https://letters.example.org/
isBasedOn: https://code.example.org/post.git
softwareVersion: "1.2"
releaseDate: 2026-05-04
logo: https://letters.example.org/logo.svg
organisation: {{name: Comune di Roma, uri: "urn:x-italian-pa:c_h501"}}
platforms: [web, linux]
categories: [translation, workflow-management]
usedBy: [Municipality of Utrecht]
fundedBy:
  - {{name: Somebody Somewhere, uri: "https://fund.example.org/"}}
roadmap: https://letters.example.org/roadmap
developmentStatus: stable
softwareType: standalone/web
supports:
  - id: alias:gdpr
intendedAudience: {{scope: [healthcare, employment], countries: [GR, NL], unsupportedCountries: [US]}}
description:
  en-GB:
    shortDescription: Reads letters.
    longDescription: {LONG}
    documentation: https://letters.example.org/docs
    features: [Says what a letter is about, Finds who should answer]
    awards: [First of all]
  nl:
    localisedName: Brieven
    shortDescription: Leest brieven.
    longDescription: {LONG}
    features: [Zegt waar een brief over gaat]
legal:
  license: EUPL-1.2
  mainCopyrightOwner: Jane Roe
maintenance:
  type: contract
  contractors:
    - {{name: John Doe, until: "2030-01-01", email: john.doe@example.org}}
localisation:
  localisationReady: true
  availableLanguages: [en, nl-NL]
dependsOn:
  open:
    - {{name: PostgreSQL, versionMin: "15", optional: true}}
"""
"""Every sort of thing that can be said, people among them."""
