"""What makes a call, a visit or a meeting, and what only sounds like one."""

import pytest


def kinds(events) -> list[str]:
    return sorted(e.event_type for e in events if e.event_type != "statement")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The prime minister of Chad telephoned the Libyan president on Sunday.", ["call"]),
        ("President Amina Diallo and King Felix spoke by video link on Sunday.", ["call"]),
        ("LAGOS: President Amina Diallo held a telephonic conversation with King Felix on Sunday.", ["call"]),
        ("Foreign Minister Lena Holm toured the port of Beira on Friday.", ["visit"]),
        ("Foreign Minister Lena Holm paid a courtesy call on President Amina Diallo on Friday.", ["visit"]),
        ("Foreign Minister Lena Holm is due in Accra on Friday.", ["visit"]),
        ("At the same time, Foreign Minister Lena Holm arrived with a delegation on Friday.", ["visit"]),
        ("President Amina Diallo received Foreign Minister Lena Holm in Abuja on Friday.", ["visit"]),
        ("The prime minister was called by the Irish taoiseach, Declan Roche.", ["call"]),
        ("King Felix discussed the project by telephone with Ilze Kalnina.", ["call"]),
        ("King Felix and Ilze Kalnina spoke on Thursday for the first time in a month.", ["call"]),
        ("King Felix and Ilze Kalnina spoke on Thursday at a rally.", []),
        ("King Felix discussed the crisis with Ilze Kalnina in a telephone conversation.", ["call"]),
        ("King Felix and Ilze Kalnina discussed a coming summit in a telephone conversation.", ["call"]),
        ("King Felix spoke on Monday by video call with Ilze Kalnina.", ["call"]),
        ("The rival speakers met face to face on Tuesday.", ["meeting"]),
        ("Ann Shaw is expected to call on the Fisheries Minister this afternoon.", ["visit"]),
        ("King Felix turned up at Brixmouth town hall on Friday.", ["visit"]),
        ("The commissioners court meets on Friday.", ["meeting"]),
        ("Secretary Blinken flew on to Chad on Monday.", ["visit"]),
        ("Pope Leo received King Felix in audience on Monday.", ["meeting", "visit"]),
        ("Foreign Minister Lena Holm on Friday called on Ilze Kalnina.", ["visit"]),
        ("Foreign Minister Lena Holm went to Riga on Friday and met Ilze Kalnina.", ["meeting", "visit"]),
        ("President Amina Diallo is on a visit to Chad from November 17.", ["visit"]),
        ("King Felix touched down in Canberra on his first visit to Australia.", ["visit"]),
        ("Mayor Rhonda Pickett had coffee with union president Pat Kowal on Friday.", ["meeting"]),
        ("Prime Minister Jonas Vik visited a children's hospice in Hull on Friday.", ["visit"]),
        ("Prime Minister Jonas Vik had called Ilze Kalnina a day earlier.", ["call"]),
        ("The league's chief, Ann Shaw, held a video conference with all 24 mayors on Friday.", ["call"]),
        ("The Security Council met behind closed doors on Tuesday.", ["meeting"]),
        ("The union's executive council will meet on Thursday to take a final decision.", ["meeting"]),
        ("Owen Pryce began with a visit to the grammar school in Ludlow on Friday.", ["visit"]),
        ("Business leaders from Chad and Mali went ahead with a meeting in Bamako on Friday.", ["meeting"]),
        ("Owen Pryce will go to Quito in her stead on 8 December.", ["visit"]),
        ("Owen Pryce went to Leeds on Friday.", ["visit"]),
        ("Owen Pryce is on his way to Beijing.", ["visit"]),
        ("King Felix hosted Senior Chiefs Mulena and Inyama in Lusaka on Friday.", ["visit"]),
        ("The players' association met in Christchurch on Friday and voted to strike.", ["meeting"]),
        ("Owen Pryce will come to Auckland for the Bledisloe launch on 3 March.", ["visit"]),
        ("Owen Pryce was in Finland on Friday to take part in the festival.", ["visit"]),
        ("The transport union has agreed to meet NZ Bus tomorrow.", ["meeting"]),
        ("Governor Lena Holm interacted with the affected people of Bhuragaon village.", ["meeting"]),
        ("King Felix offered his condolences to President Diallo in a phone call.", ["call"]),
        ("Governor Lena Holm told reporters after meeting King Felix that the strike was off.", ["meeting"]),
        ("Speaking during a tour of Lamu on Friday, Governor Lena Holm blamed the rain.", ["visit"]),
        ("Governor Lena Holm dispatched her deputy, Eva Lund, to Lamu on Friday.", ["visit"]),
        ("The sixth session of the joint commission concluded in Lima on Friday.", ["meeting"]),
        ("Prime Minister Jonas Vik, on a visit to Madrid, met Ilze Kalnina.", ["meeting", "visit"]),
        ("King Felix was on the phone with Foreign Minister Lena Holm on Friday.", ["call"]),
        ("Foreign Minister Winston Hale, who is in Suva, rang Owen Pryce last week.", ["call"]),
        ("The foreign minister, Winston Hale, rang Mr Maoate last week.", ["call"]),
        ("General Ann Shaw received a telephone call from the Danish prime minister.", ["call"]),
        ("Governor Lena Holm led a team to Beira on Friday.", ["visit"]),
        ("Foreign Minister Lena Holm called on General Asim Qureshi on Friday.", ["visit"]),
        ("The ministers from the six states wound up a three-day meeting in Doha on Friday.", ["meeting"]),
        ("President Diallo is in Paris, where he sees King Felix on Friday.", ["meeting"]),
        ("The Turkish president will proceed to Ashgabat on Friday.", ["visit"]),
        ("The Bishop of Wenlow, Judith Hale, toured the Arrow valley on Friday.", ["visit"]),
        ("The pope prayed for the bishops of Angola, who are visiting Rome this week.", ["visit"]),
        ("Foreign Minister Lena Holm sat down with fishermen in Tromso on Friday.", ["meeting"]),
        ("Talks between the union and the railway were held in Leeds on Friday.", ["meeting"]),
        ("President Amina Diallo hosted King Felix for talks in Abuja on Friday.", ["meeting", "visit"]),
        (
            "Prime Minister Jonas Vik will welcome King Felix for a strategic dialogue in Oslo on Friday.",
            ["meeting", "visit"],
        ),
        ("Foreign Minister Lena Holm went to Riga on Friday.", ["visit"]),
        ("Minister Lena Holm received a courtesy call from the Arab League on Friday.", ["visit"]),
        ("Emma Dole, the shadow chancellor, toured a steelworks in Scunthorpe this morning.", ["visit"]),
        ("Prime Minister Jonas Vik had flown in from Brussels overnight.", ["visit"]),
        ("King Felix met Ilze Kalnina on Friday. The two also attended a working dinner.", ["meeting"] * 2),
        ("The White House said Prime Minister Jonas Vik called King Felix on Friday.", ["call"]),
        ("Prime Minister Jonas Vik visited Kenya February 17-20.", ["visit"]),
        ("In Riga, where she arrived on Friday, Lena Holm addressed students.", ["visit"]),
        ("King Felix granted Ilze Kalnina an audience on Friday.", ["meeting"]),
        ("King Felix hosted a banquet for the visiting president on Friday.", ["meeting"]),
        ("MPs from Malta met Prime Minister Jonas Vik on Friday.", ["meeting"]),
        ("Foreign Minister Lena Holm held talks by telephone with King Felix on Friday.", ["call"]),
        ("King Felix received a telephone call from Prime Minister Jonas Vik on Friday.", ["call"]),
        ("King Felix met visiting Latvian President Ilze Kalnina on Friday.", ["meeting"]),
        (
            "Prime Minister Jonas Vik flew to Riga for talks with President Ilze Kalnina.",
            ["meeting", "visit"],
        ),
    ],
)
def test_finds_calls_visits_and_meetings(events_of, text: str, expected: list[str]) -> None:
    assert kinds(events_of(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Aid groups called for a truce and called on both sides to talk.",
        "President Amina Diallo called King Felix a coward on Sunday.",
        'Prime Minister Jonas Vik called Ilze Kalnina "an indispensable, if difficult, neighbour" on Sunday.',
        "The two armies had an exchange of fire on Sunday.",
        "President Amina Diallo called off the search on Sunday.",
        "The factory failed to meet a deadline set by the regulator.",
        "The new bus service will meet the needs of Leeds.",
        "Thousands of tourists visited Zanzibar in July.",
        "Readers may visit our website for more news.",
        "The warship visited Mombasa on Friday.",
        "The annual meeting of the union usually draws protests.",
        "King Felix looks forward to meeting President Amina Diallo again.",
        "The Wallabies will meet Fiji in a friendly in July.",
        "Leeds will host Everton in the cup final on Sunday.",
        "The mayor welcomed the ceasefire on Friday.",
        "The firm is in talks with two banks over a loan.",
        "The minister talks to farmers about prices.",
        "The minister spoke to reporters in Oslo on Friday.",
        "Crowds gathered in Oslo on Friday for a rally.",
        "The farmer went to Oslo on Friday.",
        "Foreign Minister Lena Holm went to Oxford in 1972.",
        "The minister arrived at a compromise on Friday.",
        "King Felix thanked Romania for hosting American servicemembers.",
        "Governor Lena Holm will address a gathering on Friday.",
        "The plan is to resume the six-party talks.",
        "Governor Lena Holm snubbed a meeting with King Felix on Friday.",
        "The president sent troops to Darfur and a letter to Khartoum.",
        "Ilze Kalnina called the visit a photo opportunity.",
        "The two agreed to continue consultations as the text moves toward final refinement.",
        "We were promised planes. We received prayers.",
        "Help arrived on Friday.",
        'The firm called it "a frank discussion" on Friday.',
        "The statement did not mention talks with King Felix.",
        "Lena Holm is the head delegate to the six-party talks.",
    ],
)
def test_passes_over_what_only_sounds_like_a_contact(events_of, text: str) -> None:
    assert kinds(events_of(text)) == []


def test_a_virtual_guest_makes_no_visit(events_of) -> None:
    text = "President Amina Diallo hosted King Felix for a virtual meeting on Friday."
    assert kinds(events_of(text)) == ["meeting"]


def test_contacts_inside_quotations_count(events_of) -> None:
    text = '"I met President Amina Diallo in Abuja yesterday," Foreign Minister Lena Holm told reporters.'
    (meeting,) = [e for e in events_of(text) if e.event_type == "meeting"]
    assert {p.actor.name for p in meeting.participants} == {"Amina Diallo", "Lena Holm"}
