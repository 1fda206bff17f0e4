"""The ontology: shipped data, lookups, CAMEO there and back, contexts, and broken files."""

import pickle
import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import get_args

import pytest

from sayso.claim import Auxiliary
from sayso.errors import OntologyError
from sayso.link import Stance
from sayso.ontology import Ontology

ONTOLOGY = Ontology.load()  # frozen, and read by every table below
TYPES = [
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
]
SECTORS = [
    *("GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "UAF", "SPY", "CVL"),
    *("BUS", "MED", "NGO", "IGO", "EDU", "REL", "LAB", "REF", "CRM", "ELI"),
]
# What the annotations use, type by type.
ANNOTATED = {
    "CONSULT": "visit multilateral third-party phone",
    "RETREAT": "withdraw release resign ceasefire access disarm",
    "REQUEST": "change assist yield meet",
    "REJECT": "meet change yield assist",
    "ACCUSE": "disapprove allege investigate",
    "COERCE": "arrest restrict seize deport misinformation censor withhold cyber martial-law curfew",
    "ASSAULT": "aerial abduct targeted firearms heavy-weapons unconventional explosives destroy suicide-attack torture "
    "primitive beat sexual drone",
    "THREATEN": "violence relations restrict territory arrest expel",
    "MOBILIZE": "troops weapons militia police",
    "PROTEST": "demo strike boycott riot obstruct hunger vandalize",
    "SANCTION": "discontinue expel convict withdraw",
}


def test_vocabulary_is_whole_and_in_order():
    assert list(ONTOLOGY.types) == TYPES
    assert list(ONTOLOGY.sectors) == SECTORS
    assert tuple(ONTOLOGY.auxiliaries) == get_args(Auxiliary)
    assert tuple(ONTOLOGY.stances) == get_args(Stance)
    assert len(ONTOLOGY.cameo.codes) > 290


@pytest.mark.parametrize(("type", "modes"), ANNOTATED.items())
def test_modes_of_the_annotations_exist(type: str, modes: str):
    assert set(modes.split()) <= set(ONTOLOGY.type(type).modes)


@pytest.mark.parametrize(
    ("type", "quad", "verb"),
    [("AGREE", 1, "agrees with"), ("SUPPORT", 1, "backs"), ("AID", 2, "aids"), ("COERCE", 4, "coerces")],
)
def test_types(type: str, quad: int, verb: str):
    assert ONTOLOGY.quad(type) == quad
    assert ONTOLOGY.type(type).verb == verb


def test_intensity_of_a_mode_overrides_that_of_its_type():
    assert ONTOLOGY.intensity("RETREAT") == 7.0
    assert ONTOLOGY.intensity("RETREAT", "ceasefire") == 9.0
    assert ONTOLOGY.intensity("RETREAT", "release") == 7.0  # has none of its own


@pytest.mark.parametrize(
    ("name", "hint"),
    [("ASSUALT", "did you mean 'ASSAULT'?"), ("support", "did you mean 'SUPPORT'?"), ("xyz", "it is one of AGREE")],
)
def test_unknown_type_names_the_nearest(name: str, hint: str):
    with pytest.raises(OntologyError) as caught:
        ONTOLOGY.type(name)
    assert hint in str(caught.value)


def test_unknown_mode_names_the_nearest():
    with pytest.raises(OntologyError, match="did you mean 'abduct'"):
        ONTOLOGY.mode("ASSAULT", "abduction")
    with pytest.raises(OntologyError, match="there is none at all"):
        ONTOLOGY.intensity("AID", "arms")


@pytest.mark.parametrize("key", [*((t, None) for t in TYPES), *ONTOLOGY.modes])
def test_the_way_to_cameo_leads_back_to_the_type(key: tuple[str, str | None]):
    back = ONTOLOGY.cameo.plover_for(ONTOLOGY.cameo.code_for(*key))
    assert back is not None
    assert back[0] == key[0]


@pytest.mark.parametrize(
    ("type", "mode", "aux", "code"),
    [
        ("ASSAULT", None, (), "190"),
        ("ASSAULT", "aerial", (), "195"),
        ("CONSULT", "visit", (), "042"),
        ("CONSULT", "visit", ("future",), "036"),
        ("AID", None, ("future",), "033"),
        ("ASSAULT", None, ("future",), "138"),
        ("ASSAULT", None, ("future", "negation"), "190"),  # "will not attack" is no threat
        ("CONSULT", None, ("future", "hypothetical"), "040"),
        ("ACCUSE", "allege", ("future",), "112"),  # CAMEO has no intent to accuse
        ("AID", None, ("historical",), "070"),
    ],
)
def test_code_for(type: str, mode: str | None, aux: tuple[str, ...], code: str):
    assert ONTOLOGY.cameo.code_for(type, mode, aux) == code


@pytest.mark.parametrize(
    ("code", "plover"),
    [
        ("190", ("ASSAULT", None)),
        ("19", ("ASSAULT", None)),
        ("010", None),
        ("01", None),
        ("057", ("AGREE", None)),
        ("081", ("CONCEDE", None)),
        ("0871", ("RETREAT", "ceasefire")),
        ("116", ("SANCTION", "convict")),
        ("173", ("COERCE", "arrest")),
        ("1831", ("ASSAULT", "suicide-attack")),
    ],
)
def test_plover_for(code: str, plover: tuple[str, str | None] | None):
    assert ONTOLOGY.cameo.plover_for(code) == plover


@pytest.mark.parametrize("code", ["42", "999", "19x", ""])
def test_unknown_cameo_code(code: str):
    with pytest.raises(OntologyError, match="CAMEO has no code"):
        ONTOLOGY.cameo.plover_for(code)


@pytest.mark.parametrize(("code", "score"), [("190", -10.0), ("042", 1.9), ("057", 8.0), ("08", 5.0), ("176", None)])
def test_goldstein(code: str, score: float | None):
    assert ONTOLOGY.cameo.goldstein(code) == score


@pytest.mark.parametrize(("code", "quad"), [("020", 1), ("02", 1), ("0841", 2), ("094", 3), ("139", 3), ("14", 4)])
def test_cameo_quad_classes_are_those_of_the_root(code: str, quad: int):
    assert ONTOLOGY.cameo.quad(code) == quad


def test_every_cameo_code_has_a_label_of_its_own():
    labels = [each.label for each in ONTOLOGY.cameo.codes.values()]
    assert len(labels) == len(set(labels)) == 298
    assert all(label[0].isupper() and label[-1] not in ".;," for label in labels)


@pytest.mark.parametrize(
    ("sentence", "contexts"),
    [
        ("he vote for the cake", ()),
        ("", ()),
        ("the Polling Station be close", ("election",)),
        ("pro - democracy activist", ("pro-democracy",)),
        ("pro-democracy activist", ("pro-democracy",)),
        ("the drug company", ()),
        ("a drug cartel", ("illegal-drugs",)),
        ("Human Rights Watch", ("human-rights",)),  # names are not lemmatized
        ("the tennis court", ()),
        ("a tennis court beside the supreme court", ("legal",)),
        ("ethnic cleansing", ("human-rights", "ethnic")),
        ("troop near the border dispute", ("military", "territory")),
    ],
)
def test_contexts_of(sentence: str, contexts: tuple[str, ...]):
    assert ONTOLOGY.contexts_of(sentence.split()) == contexts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with as_file(files("sayso.ontology") / "data") as shipped:
        return Path(shutil.copytree(shipped, tmp_path / "data"))


def test_the_page_shows_the_data():
    page = (Path(__file__).parents[2] / "docs" / "ontology.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(): line for line in page.splitlines() if line.startswith("| ")}
    for each in ONTOLOGY.types.values():
        assert f"| {each.name} | {each.quad} " in page
        assert each.definition in page
    for mode in ONTOLOGY.modes.values():
        assert f"| {mode.type} | {mode.name} | {mode.intensity:g} | {mode.definition} |" in page
    assert {f"`{name}`" for name in ONTOLOGY.contexts} <= set(rows)


def test_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(ONTOLOGY)) == ONTOLOGY


def test_a_copy_of_the_data_loads(folder: Path):
    assert Ontology.load(folder).types == ONTOLOGY.types


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("types.toml", "[AID]", "[AIDE]", "types.toml, tables: has 'AIDE' only on one side"),
        ("types.toml", "intensity = 7.5", "intensity = 17", "types.toml, AID: has intensity 17"),
        ("types.toml", "intensity = 7.5", "intensity = -7.5", "in quad class 2; quad classes 1 and 2 are above 0"),
        ("types.toml", "quad = 1", "quad = 5", "types.toml, AGREE.quad: Invalid enum value 5"),
        ("types.toml", 'verb = "aids"', 'verp = "aids"', "unknown field `verp`"),
        ("types.toml", "beat = {", "abduct = {", "is not TOML"),
        ("types.toml", "beat = {", "beet = {", "cameo.csv, line "),
        ("contexts.toml", '"ballot"', '"referendum"', "election: holds 'referendum' twice; remove one"),
        ("contexts.toml", '"ballot"', '"Ballot"', "election: holds 'Ballot'; write keywords as lower-case"),
        ("sectors.toml", '"Police and other internal security forces."', '""', "COP: has no definition"),
        ("stances.toml", "denies =", "denies", "stances.toml, the file: is not TOML"),
        ("cameo.csv", "\n190,", "\n990,", "has code '990' of an unknown root; begin codes with 01 to 20"),
        ("cameo.csv", "\n042,", "\n041,", "has code '041' a second time"),
        ("cameo.csv", "\n042,", "\n42,", "has code '42'; write 3 or 4 digits"),
        ("cameo.csv", ",CONSULT,visit", ",CONSULT,vizit", "names mode 'vizit', which CONSULT lacks; add it to types"),
        ("cameo.csv", ",CONSULT,visit", ",,visit", "has mode 'visit' without a type"),
        ("cameo.csv", "1.9,", "1.9x,", "has Goldstein score '1.9x'; write a number, or nothing"),
        ("cameo.csv", "1.9,", "19,", "has Goldstein score 19; keep it between -10 and 10"),
        ("cameo.csv", "1.9,", "1.9,,", "has the wrong number of fields"),
        ("cameo.csv", "\n190,", "\n1999,", "cameo.csv, 190: is missing"),
        ("cameo.csv", "code,", "kode,", "cameo.csv, line 1: has columns"),
        ("cameo_roots.csv", "\n08,", "\n07,", "has root '07'; write each of 01 to 20 once"),
        ("cameo_roots.csv", "\n20,Kills or drives out people in masses,-10.0,4,ASSAULT", "", "20: is missing"),
        ("cameo_roots.csv", "5.0,2,CONCEDE", "5.0,0,CONCEDE", "has quad class '0'; write 1, 2, 3 or 4"),
        ("cameo_roots.csv", "CONCEDE RETREAT", "YIELD", "names type 'YIELD', which types.toml lacks"),
        ("plover_to_cameo.csv", "AID,,070,033\n", "", "AID/: is missing; write its best CAMEO code"),
        ("plover_to_cameo.csv", "AID,,070", "AID,,060", "maps AID to 060, which cameo.csv maps to COOPERATE"),
        ("plover_to_cameo.csv", "AID,,070", "AID,,979", "has unknown code '979'"),
        ("plover_to_cameo.csv", "AID,,070,033\n", "AID,,070,033\nAID,,071,033\n", "has AID/ a second time"),
    ],
)
def test_broken_data_says_where_and_what_to_do(folder: Path, file: str, old: str, new: str, message: str):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        Ontology.load(folder)
    assert message in str(caught.value)
    assert "; " in str(caught.value)  # a remedy follows


def test_missing_file(folder: Path):
    (folder / "sectors.toml").unlink()
    with pytest.raises(OntologyError, match=r"sectors\.toml, the file: cannot be read .*; restore it"):
        Ontology.load(folder)


def test_data_that_is_no_text(folder: Path):
    (folder / "cameo.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(OntologyError, match=r"cameo\.csv, the file: cannot be read"):
        Ontology.load(folder)
