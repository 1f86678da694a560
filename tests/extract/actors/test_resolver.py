from collections.abc import Callable

import pytest

from flows.extract import language_model
from flows.extract.actors.resolver import ActorIndex
from flows.extract.quotations import find_quotations
from flows.records import Participant


@pytest.fixture(scope="session")
def resolved() -> Callable[..., list[Participant]]:
    """Resolves the `nth` word of a text that reads `word`."""
    nlp = language_model.load()

    def run(text: str, word: str, nth: int = 0, title: str | None = None) -> list[Participant]:
        doc = nlp(text)
        token = [t for t in doc if t.text == word][nth]
        return list(ActorIndex(doc, find_quotations(text), title).resolve(token, "speaker"))

    return run


CASES = [
    ("The Morning Post rose. “It will hold,” Ana Berg told this paper.", "paper", 0, ["paper"]),
    ("Ana Berg's remarks on Joe Cole drew anger. She said no.", "She", 0, ["Ana Berg"]),
    ("U.S. Rep. Ana Berg visited Narvik. The Democrat said no.", "Democrat", 0, ["Ana Berg"]),
    ("King Harald visited Malta. The monarch said no.", "monarch", 0, ["King Harald"]),
    ("Police chief Olaf Dahl visited Narvik. The police chief said no.", "chief", 1, ["Olaf Dahl"]),
    ("Union boss Olaf Dahl visited Narvik. The union leader said no.", "leader", 0, ["Olaf Dahl"]),
    ("Ana Berg, the mayor of Oslo, resigned. The outgoing mayor said no.", "mayor", 1, ["Ana Berg"]),
    ("Dr Ana Berg of the University of Oslo led it. The researcher said no.", "researcher", 0, ["Ana Berg"]),
    ("Novelist Olaf Dahl won the prize. The writer said no.", "writer", 0, ["Olaf Dahl"]),
    # two with words behind them are new
    (
        "Ann Reed met Joe Cole. Two officials familiar with the talks said no.",
        "officials",
        0,
        ["Two officials familiar with the talks"],
    ),
    # the subject that an insertion breaks off is not the speaker
    ("Minister Karim Ali spoke. The prime minister, he said, had left.", "he", 0, ["Karim Ali"]),
    # who says "it" of itself is a body
    (
        "Mayor Joe Cole left. Noord Hotels said it would stay. Its website said so.",
        "Its",
        0,
        ["Noord Hotels"],
    ),
    ("Special Agent in Charge Ronald Tibbs said no.", "Agent", 0, ["Ronald Tibbs"]),
    # nicknames between quotation marks
    ("President Joko “Jokowi” Widodo left. Widodo said no.", "Widodo", 1, ["Joko “Jokowi” Widodo"]),
    ("President Joko “Jokowi” Widodo left. Jokowi said no.", "Jokowi", 1, ["Joko “Jokowi” Widodo"]),
    ('Rep. Patricia "Pat" Schroeder said no.', "Schroeder", 0, ['Patricia "Pat" Schroeder']),
    ("“It is late,” quipped Coun. Priya Sandhu, who left.", "Sandhu", 0, ["Priya Sandhu"]),
    # whom a speech of several sentences is about is not its speaker
    (
        (
            "They could not intervene, Arohanui Parata said then.\n\nLabour's Stuart Blair begs to differ. "
            '"The Minister has a limo. She\'s not in the rain. She rides," he said.'
        ),
        "he",
        0,
        ["Stuart Blair"],
    ),
    # the subject of reported words is somebody else
    (
        "Rick Tolliver says the truck left the road. Its driver, a man of 29, was hurt, he said.",
        "he",
        0,
        ["Rick Tolliver"],
    ),
    # those who spoke go on speaking
    (
        "Palace sources said the trip was off. Governor R. Rao met Minister D. Sen. It was late, they added.",
        "they",
        0,
        ["Palace sources"],
    ),
    # a calling in apposition makes a name a person's
    (
        "Maria Quimpo promised food. But Leni Sarmiento, a vegetable vendor in Bula, wept. She said no.",
        "She",
        0,
        ["Leni Sarmiento"],
    ),
    # a name before "river" is no body
    (
        "They met at the Patuca river. The company behind the project, Energía del Valle, denies any role.",
        "company",
        0,
        ["Energía del Valle"],
    ),
    ("Health ministry officials knew. The ministry said no.", "ministry", 1, ["Health ministry"]),
    # a name that opens a sentence may look like an adverb
    (
        "It broke down near Montvale, according to Sgt. Rick Tolliver.\n\nTolliver says it was late.",
        "Tolliver",
        1,
        ["Rick Tolliver"],
    ),
    ("PARIS (AFP) - Shares of Merlin fell. The company said so.", "company", 0, ["Merlin"]),
    ("PARIS, May 16 (AFP) - It rained all night. The company said so.", "company", 0, ["company"]),
    ("Prime Minister Amara Okoye met farmers. Ms. Okoye said rain was near.", "Okoye", 1, ["Amara Okoye"]),
    ("Finance Minister Karim al-Rashid resigned. Al-Rashid said so.", "Rashid", 1, ["Karim al-Rashid"]),
    ("President Jan van der Berg spoke. Van der Berg said no.", "Berg", 1, ["Jan van der Berg"]),
    ("Gen. Michael E. Kurilla flew in. Kurilla praised the troops.", "Kurilla", 1, ["Michael E. Kurilla"]),
    ("Mike Delaney, the chairman of the panel, left. The chairman said no.", "chairman", 1, ["Mike Delaney"]),
    ("The mayor of Leeds, Anita Rao, left. The mayor said it was ready.", "mayor", 1, ["Anita Rao"]),
    ("Farm minister Olu Adeyemi met growers. He said rain was near.", "He", 0, ["Olu Adeyemi"]),
    ("Anna Schmidt met Peter Braun in Berlin. She said it went well.", "She", 0, ["Anna Schmidt"]),
    ("President Lungu met Chancellor Weiss. They pledged to meet again.", "They", 0, ["Lungu", "Weiss"]),
    (
        "President Lungu held talks with Chancellor Weiss. The two leaders condemned it.",
        "leaders",
        0,
        ["Lungu", "Weiss"],
    ),
    (
        "A State Department spokesperson declined. The spokesperson said no more.",
        "spokesperson",
        1,
        ["State Department spokesperson"],
    ),
    ("Three US officials said the deal was off.", "officials", 0, ["Three US officials"]),
    ("Oxfield, a British charity, will help growers. The charity said no.", "charity", 1, ["Oxfield"]),
    ("Volta Motors opened a plant. The company said it would hire.", "company", 0, ["Volta Motors"]),
    ("The Ministry of Health shut schools. The ministry said so.", "ministry", 0, ["Ministry of Health"]),
    ("Tehreek-e-Insaf Forum (TIF) rallied. TIF said thousands came.", "TIF", 1, ["Tehreek-e-Insaf Forum"]),
    ("Moscow and Kyiv spoke. The Kremlin said talks would go on.", "Kremlin", 0, ["Kremlin"]),
    ("A Foreign Ministry statement said the border was shut.", "statement", 0, ["Foreign Ministry"]),
    ("Brazil and Chile signed it. Both countries said so.", "countries", 0, ["Brazil", "Chile"]),
    ("Captain Lewis Okoro scored twice. The defender said it was luck.", "defender", 0, ["Lewis Okoro"]),
    ("Lewis Okoro met the defender. The defender waved.", "defender", 0, ["defender"]),
    (
        "Aid group Doctors Without Borders left. The charity said why.",
        "charity",
        0,
        ["Doctors Without Borders"],
    ),
    ("Ada Eze, the charity's head, left. The charity said no.", "charity", 1, ["charity"]),
    ("The port's insurer, Meridian Re, said no.", "insurer", 0, ["Meridian Re"]),
    ("Her former matron, Judith Cole, said no.", "matron", 0, ["Judith Cole"]),
    ("“No,” the Taoiseach, Conor Tierney, said.", "Taoiseach", 0, ["Conor Tierney"]),
    (
        "Haiti's representative, Emil Desir, rose. The representative of Ecuador said no.",
        "representative",
        1,
        ["representative of Ecuador"],
    ),
    ("Ann Reed left. The company president and CEO Louis Blanc said no.", "president", 0, ["Louis Blanc"]),
    ("The President and Prime Minister Eva Holm spoke. They said no.", "They", 0, ["President", "Eva Holm"]),
    (
        "South Korea's defence minister left. It was late. Minister Bae Sung-jin said so.",
        "minister",
        0,
        ["Bae Sung-jin"],
    ),
    ("The union Solidarnet slammed the power utility. The utility said no.", "utility", 1, ["power utility"]),
    ("The bill's sponsor, Sen. Marisol Vega, D-N.M., said no.", "sponsor", 0, ["Marisol Vega"]),
    ("Tan Siew Mei left. Tan said no.", "Tan", 1, ["Tan Siew Mei"]),
    ("The chair of the council, Rory Tynan SC, said no.", "chair", 0, ["Rory Tynan"]),
    ("The family wept. “She is gone,” they said.", "they", 0, ["family"]),
    ("Cr Anita Singh left. Singh said no.", "Singh", 1, ["Anita Singh"]),
    ("Former chief minister Ravi Rao rose. The veteran leader said no.", "leader", 0, ["Ravi Rao"]),
    ("Bankers met. One banker said yes. Another said no.", "Another", 0, ["Another"]),
    ("A petition was signed. It calls for an audit.", "It", 0, ["petition"]),
    ("Gov. Dana Whitt rose. Whitt said no.", "Whitt", 1, ["Dana Whitt"]),
    (
        "Assistant to the President for National Security Affairs Mark Dolan left. Dolan said no.",
        "Dolan",
        1,
        ["Mark Dolan"],
    ),
    (
        "Deputy Assistant Secretary of State for East Africa Rebecca Stanhope left. DAS Stanhope said no.",
        "Stanhope",
        1,
        ["Rebecca Stanhope"],
    ),
    (
        "Lena Falk, Head of Cabinet to Commission President Eva Holm, left. The president said no.",
        "president",
        0,
        ["Eva Holm"],
    ),
    (
        "Jamil Hadi, Minister of Oil of Jordan, rose. Minister Eva Holm left. The Jordanian minister spoke.",
        "minister",
        0,
        ["Jamil Hadi"],
    ),
    ("Minister for Trade and Industry Lena Falk left. Falk said no.", "Falk", 1, ["Lena Falk"]),
    (
        "The Special Envoy of the Secretary-General for Mali, Omar Ba, left. The Secretary-General said no.",
        "General",
        1,
        ["Secretary-General"],
    ),
    (
        "Assistant to the President Mark Dolan left. The President said no.",
        "President",
        1,
        ["President"],
    ),
    ("Prime Minister Jamil Sala’ al-Hadi left. Al-Hadi said no.", "Hadi", 1, ["Jamil Sala’ al-Hadi"]),
    ("Elin left. Beth Lacey is less kind: the boat, she warns, will sink.", "she", 0, ["Beth Lacey"]),
]


@pytest.mark.parametrize(("text", "word", "nth", "names"), CASES)
def test_finds_the_fullest_name(resolved, text: str, word: str, nth: int, names: list[str]) -> None:
    assert [p.actor.name for p in resolved(text, word, nth)] == names


def test_who_belongs_to_a_country_is_a_person(resolved) -> None:
    (person,) = resolved("“No,” Norway's Espen Dahl told them.", "Dahl")
    assert (person.actor.name, person.actor.kind) == ("Espen Dahl", "person")


def test_a_town_that_begins_like_a_title_is_no_person(resolved) -> None:
    (town,) = resolved("The team left General Santos City on Monday.", "City")
    assert (town.actor.name, town.actor.kind) == ("General Santos City", "government")


def test_names_stand_where_their_span_says(resolved) -> None:
    text = "“We are ready,” said Iraqi Foreign Minister Hala Nouri. Nouri spoke in Basra."
    (nouri,) = resolved(text, "Nouri", 1)
    assert nouri.actor.name_span.of(text) == nouri.actor.name == "Hala Nouri"
    assert nouri.mention.of(text) == "Nouri"


def test_person_has_title_affiliation_and_country(resolved) -> None:
    (minister,) = resolved("Kenyan Foreign Minister Grace Otieno said no.", "Otieno")
    assert (minister.actor.kind, minister.actor.title, minister.actor.country) == (
        "person",
        "Kenyan Foreign Minister",
        "KEN",
    )
    (boss,) = resolved("Volta CEO Ulla Bergman said no.", "Bergman")
    assert boss.actor.affiliation == "Volta"


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Islamabad said on Tuesday that it would send a delegation.", "Islamabad", "PAK"),
        ("“We are ready,” the Kremlin said.", "Kremlin", "RUS"),
        ("Beijing said on Monday that it would appeal.", "Beijing", "CHN"),
        # A town that is no capital speaks for itself.
        ("Toronto said on Monday that it would appeal.", "Toronto", None),
    ],
)
def test_capitals_and_seats_of_government_carry_their_country(
    resolved, text: str, words: str, code: str | None
) -> None:
    (speaker,) = resolved(text, words)
    assert (speaker.actor.kind, speaker.actor.country) == ("government", code)


def test_coordinated_speakers_are_all_found(resolved) -> None:
    found = resolved("Anna Schmidt, Peter Braun and the Red Cross said the road was open.", "Schmidt")
    assert [p.actor.name for p in found] == ["Anna Schmidt", "Peter Braun", "Red Cross"]


@pytest.mark.parametrize(
    ("text", "word", "nth", "names"),
    [
        (
            "Cincinnati — A senior judge on Thursday halted work on the dam.",
            "Cincinnati",
            0,
            ["senior judge"],
        ),
        ("The bloc's mediator, former Malian minister Awa Keita, flew in.", "mediator", 0, ["Awa Keita"]),
        ("One of them, Jelle Postma, said he had paid.", "One", 0, ["Jelle Postma"]),
        ("Some countries, such as Chad and Mali, said no.", "countries", 0, ["Chad", "Mali"]),
        ("Rubio and his team said talks went well.", "Rubio", 0, ["Rubio"]),
        (
            "Its guests were Stanbic's Ann Naki, Centric's Fabi Oko and Fina's Sam Kiru. Oko said why.",
            "Oko",
            1,
            ["Fabi Oko"],
        ),
        (
            "The bank's Executive Vice-President, Stella Rovere, left. She said why.",
            "She",
            0,
            ["Stella Rovere"],
        ),
        ("MPs Kanmani Selvam and A. Rahim left. Rahim said why.", "Rahim", 1, ["A. Rahim"]),
        ("Premier Hon. Philip St. Rose left. The premier said why.", "premier", 0, ["Philip St. Rose"]),
        ("Amb. Thandiwe Nkosi and Eng. Musa Faye left. Nkosi said why.", "Nkosi", 1, ["Thandiwe Nkosi"]),
        ("The senator representing Kogi North, Hon. Sani Omachi, said no.", "senator", 0, ["Sani Omachi"]),
        (
            "His Highness the Prime Minister, Sheikh Nasser Al-Fahad, said no.",
            "Highness",
            0,
            ["Nasser Al-Fahad"],
        ),
        (
            (
                "The Foreign Minister of Tajikistan, Davlat Rahimov, left. Foreign Minister Abdul Yasin met "
                "Tom Reed, and his Tajik counterpart said no."
            ),
            "counterpart",
            0,
            ["Davlat Rahimov"],
        ),
        ("Western Grid cut supply. It said the fault was old.", "It", 0, ["Western Grid"]),
        ("“Haddad was tired,” he said. Reporters asked Omar Haddad.", "he", 0, []),
        ("A note released by the Danish Embassy said so.", "note", 0, ["Danish Embassy"]),
        ("Seat maker Sunrise Baby recalled seats. The company said so.", "company", 0, ["Sunrise Baby"]),
        ("Ann Reed wept. “God bless Omar Haddad and our country” he said.", "he", 0, []),
        ("Ann Reed wept. Flanked by Joe Malik, he said no.", "he", 0, []),
        ("Mill owner Joe Cole spoke. Flanked by Ali Malik, he said no.", "he", 0, ["Joe Cole"]),
        ("Minister for Power, Khurram Dastgir said no.", "Minister", 0, ["Khurram Dastgir"]),
        (
            "Minister for Information and Broadcasting Ann Reed said no.",
            "Reed",
            0,
            ["Ann Reed"],
        ),
        ("Labour MP Ann Reed wept. The York MP said no.", "MP", 1, ["Ann Reed"]),
        (
            "Joe Cole, who is also the chairman of Mill Co, left. The chairman said no.",
            "chairman",
            1,
            ["Joe Cole"],
        ),
        (
            "Joe Cole is an executive. A source close to him spoke. The source said no.",
            "source",
            1,
            ["source close to him"],
        ),
        ("In a letter, union leaders urged calm. The letter said no.", "letter", 1, ["union leaders"]),
        (
            "Congress MP Ann Reed met Farmers' Party chief Joe Cole. The Congress leader said no.",
            "leader",
            0,
            ["Ann Reed"],
        ),
        (
            "Prime Minister Joe Cole met Premier Ali Malik. The Prime Minister said no.",
            "Minister",
            1,
            ["Joe Cole"],
        ),
        ("Police asked for help. A council spokesman said no. They wept.", "They", 0, ["council spokesman"]),
        (
            "Envoy Joe Cole spoke. He said plans by Donald Trump are dead. He wept.",
            "He",
            1,
            ["Joe Cole"],
        ),
        ("Joe Cole, a Labour MP, spoke. One MP said no.", "MP", 1, ["One MP"]),
        ("A nurse using the pseudonym Katya said no.", "nurse", 0, ["Katya"]),
        ("A waiter, who gave only his first name, Emre, said no.", "waiter", 0, ["Emre"]),
        ("Joe and Ann Reed were jailed. A guard spoke. The mother said no.", "mother", 0, ["Ann Reed"]),
        (
            "Gridco spoke. The region faces Stage 6 cuts. The utility said no.",
            "utility",
            0,
            ["Gridco"],
        ),
        (
            "A teenager was freed. Sheriff Jo Judd wept. The teenager called police.",
            "teenager",
            1,
            ["teenager"],
        ),
        (
            "Tom Reed met Ann Shaw in Oslo. The talks are off, two officials said.",
            "officials",
            0,
            ["two officials"],
        ),
        (
            "President Ana Lima of Brazil met Chancellor Weiss of Austria. Both countries said so.",
            "countries",
            0,
            ["Brazil", "Austria"],
        ),
    ],
)
def test_reads_hard_references(resolved, text: str, word: str, nth: int, names: list[str]) -> None:
    assert [p.actor.name for p in resolved(text, word, nth)] == names


def test_first_person_is_the_issuer_where_the_text_names_it(resolved) -> None:
    title = "Statement by Ombudsman Vesna Kolar on the detentions"
    assert [p.actor.name for p in resolved("I urge restraint. Vesna Kolar, Zagreb", "I", title=title)] == [
        "Vesna Kolar"
    ]
    assert [p.actor.name for p in resolved("I urge restraint.", "I", title=title)] == ["I"]
    assert resolved("“I urge restraint,” she said.", "I") == []


def test_verb_refers_to_nobody(resolved) -> None:
    assert resolved("Rain fell.", "fell") == []
