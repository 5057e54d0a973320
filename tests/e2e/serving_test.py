"""evresi-searchd over HTTP, on indexes that evresi-indexer made."""
import json
import signal
import threading
import unittest

from programs import IndexCase, run

PROJECTS = [
    {"id": "el1", "lang": "el", "title": "Κοινωνική επιχειρηματικότητα στη Θράκη", "programme": "interreg-europe",
     "country": ["GR", "BG"], "year": 2019,
     "text": "Εργαστήριο για την Κοινωνική Επιχειρηματικότητα στην Κομοτηνή. Ο φορέας <b>στηρίζει</b> τις επιχειρήσεις."},
    {"id": "bg1", "lang": "bg", "title": "Социална икономика в регионите", "programme": "interreg-europe",
     "country": ["BG"], "year": 2023, "text": "Проектът насърчава социалната икономика в областта."},
    {"id": "sl1", "lang": "sl", "title": "Socialna ekonomija v Podravju", "programme": ["erasmus-plus"],
     "country": ["SI"], "year": 2023, "text": "Partnerji krepijo sodelovanje na področju socialne ekonomije."},
    {"id": "lv1", "lang": "lv", "title": "Sociālā uzņēmējdarbība Vidzemē", "country": ["LV"], "year": 2024,
     "text": "Sociālās uzņēmējdarbības ekosistēma attīstās laukos."},
    {"id": "en1", "lang": "en", "title": "Social economy in rural areas", "programme": ["cosme", "life"],
     "country": ["SI", "LV"], "year": 2019, "text": "Rural enterprises in the social economy learn from each other."},
    {"id": "en2", "lang": "en", "title": "Clean rivers", "text": "Volunteers clean the river banks every spring."},
]


class ServingCase(IndexCase):
    def setUp(self):
        super().setUp()
        self.build(self.rows("rows.jsonl", PROJECTS))


class Searching(ServingCase):
    def test_words_are_found_in_any_form_case_and_accent(self):
        daemon = self.daemon()
        marks = set()
        for query in ("κοινωνικής επιχειρηματικότητας", "ΚΟΙΝΩΝΙΚΗ ΕΠΙΧΕΙΡΗΜΑΤΙΚΟΤΗΤΑ",
                      "κοινωνικη επιχειρηματικοτητα"):
            hits = daemon.search(q=query)["hits"]
            self.assertEqual(hits[0]["id"], "el1", query)
            snippet = hits[0]["snippets"][0]
            words = [snippet["text"][begin:end] for begin, end in snippet["marks"]]
            self.assertEqual(words[:2], ["Κοινωνική", "Επιχειρηματικότητα"])
            marks.add(json.dumps(snippet["marks"]))
        self.assertEqual(len(marks), 1)
        self.assertIn("bg1", daemon.ids(q="социалните икономики"))
        self.assertIn("sl1", daemon.ids(q="socialno ekonomijo"))
        self.assertIn("lv1", daemon.ids(q="sociālo uzņēmējdarbību"))
        self.assertIn("lv1", daemon.ids(q="sociala uznemejdarbiba"))

    def test_filters_combine_as_documented(self):
        daemon = self.daemon()
        self.assertEqual(daemon.ids(programme="interreg-europe"), {"el1", "bg1"})
        self.assertEqual(daemon.ids(programme="interreg-europe,cosme"), {"el1", "bg1", "en1"})
        self.assertEqual(daemon.ids(country="LV"), {"lv1", "en1"})
        self.assertEqual(daemon.ids(country="EL"), {"el1"})
        self.assertEqual(daemon.ids(country=["SI", "LV"]), {"en1"})
        self.assertEqual(daemon.ids(country="-SI"), {"el1", "bg1", "lv1", "en2"})
        self.assertEqual(daemon.ids(year="2019"), {"el1", "en1"})
        self.assertEqual(daemon.ids(year="2020.."), {"bg1", "sl1", "lv1"})
        self.assertEqual(daemon.ids(year="..2019"), {"el1", "en1"})
        self.assertEqual(daemon.ids(programme="unknown"), {"lv1", "en2"})
        self.assertEqual(daemon.ids(**{"in": "el,bg"}), {"el1", "bg1"})
        self.assertEqual(daemon.ids(q="economy", year="2019"), {"en1"})

    def test_facets_are_exact_and_ignore_their_own_selection(self):
        daemon = self.daemon()
        facets = daemon.search(country="SI")["facets"]
        country = {v["value"]: (v["count"], v["selected"]) for v in facets["country"]["values"]}
        self.assertEqual(country["SI"], (2, True))
        self.assertEqual(country["BG"], (2, False))
        year = {v["value"]: v["count"] for v in facets["year"]["values"]}
        self.assertEqual(year, {"2019": 1, "2023": 1})
        self.assertTrue(facets["country"]["exact"])

    def test_totals_are_the_same_on_every_page(self):
        daemon = self.daemon()
        seen = []
        for page in (1, 2, 3):
            answer = daemon.search(size=2, page=page)
            self.assertEqual(answer["total"], {"value": 6, "relation": "eq"})
            seen += [hit["id"] for hit in answer["hits"]]
        self.assertEqual(len(set(seen)), 6)
        answer = daemon.search(size=4)
        follow = daemon.search(size=4, after=answer["page"]["next"])
        self.assertEqual(len({h["id"] for h in answer["hits"] + follow["hits"]}), 6)
        self.assertIsNone(follow["page"]["next"])

    def test_markup_in_texts_is_escaped_in_snippets(self):
        hit = self.daemon().search(q="φορέας")["hits"][0]
        self.assertIn("<mark>", hit["snippets"][0]["html"])
        self.assertNotIn("<b>", hit["snippets"][0]["html"])
        self.assertIn("&lt;b&gt;", hit["snippets"][0]["html"])

    def test_a_fault_in_the_query_is_a_warning_and_the_rest_is_searched(self):
        answer = self.daemon().search(q='economy "rural')
        self.assertEqual(answer["hits"][0]["id"], "en1")
        self.assertTrue(answer["query"]["warnings"])

    def test_phrases_minus_and_operators(self):
        daemon = self.daemon()

        def ids(q, **filters):
            return daemon.ids(q=q, cross="off", **filters)
        self.assertEqual(ids('"social economy"'), {"en1"})
        self.assertEqual(ids('"economy social"'), set())
        self.assertEqual(ids("social -rural", **{"in": "en"}), set())
        self.assertEqual(ids("rivers OR rural"), {"en1", "en2"})
        self.assertEqual(ids("rivers AND rural"), set())
        self.assertEqual(ids("volunt*"), {"en2"})
        self.assertEqual(ids("title:rivers"), {"en2"})
        self.assertEqual(ids("country:LV year:2024"), {"lv1"})

    def test_a_phrase_is_found_in_other_languages_and_each_addition_can_be_left_out(self):
        daemon = self.daemon()
        answer = daemon.search(q='"social economy"')
        self.assertEqual(answer["hits"][0]["id"], "en1")
        self.assertLessEqual({"bg1", "sl1"}, {hit["id"] for hit in answer["hits"]})
        added = [entry for entry in answer["query"]["expansions"] if entry["lang"] == "bg"]
        self.assertIn("социална икономика", [entry["to"] for entry in added])
        self.assertEqual({entry["source"] for entry in added}, {"lexicon"})
        keys = [entry["key"] for entry in added]
        left = daemon.ids(**{"q": '"social economy"', "without": keys})
        self.assertNotIn("bg1", left)
        self.assertIn("sl1", left)

    def test_sorting(self):
        daemon = self.daemon()
        years = [hit["year"] for hit in daemon.search(sort="-year")["hits"] if hit["year"]]
        self.assertEqual(years, sorted(years, reverse=True))

    def test_post_takes_the_same_names_as_json(self):
        daemon = self.daemon()
        status, _, answer = daemon.get("/v1/search", method="POST",
                                       body=json.dumps({"q": "економия", "country": ["BG"], "size": 5}),
                                       headers={"Content-Type": "application/json"})
        self.assertEqual(status, 200)
        self.assertEqual({hit["id"] for hit in answer["hits"]} - {"el1", "bg1"}, set())

    def test_a_document_by_its_id_with_evidence(self):
        daemon = self.daemon()
        status, _, document = daemon.get("/v1/documents/bg1")
        self.assertEqual(status, 200)
        self.assertEqual(document["text"], PROJECTS[1]["text"])
        status, _, problem = daemon.get("/v1/documents/nobody")
        self.assertEqual((status, problem["status"]), (404, 404))
        self.assertEqual(daemon.get("/v1/stats")[2]["documents"], 6)

    def test_documents_like_one_over_http_and_on_the_command_line(self):
        rows = self.rows("more.jsonl", [
            {"id": f"economy/{i}", "lang": "en", "title": f"Social economy {i}",
             "text": f"The social economy of rural enterprises, part {i}."} for i in range(3)])
        self.indexer("update", "--index", self.index, rows)
        daemon = self.daemon()
        status, _, answer = daemon.get("/v1/documents/en1/similar", size=2, snippets=1, cross="off")
        self.assertEqual(status, 200)
        ids = [hit["id"] for hit in answer["hits"]]
        self.assertEqual(answer["total"]["value"], 3)
        self.assertEqual(len(ids), 2)
        self.assertTrue(set(ids) < {f"economy/{i}" for i in range(3)}, ids)
        self.assertIn("<mark>", answer["hits"][0]["snippets"][0]["html"])
        result = run("evresi-search", "--index", self.index, "--similar", "en1", "--size", "2", "--cross", "off",
                     "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual([hit["id"] for hit in json.loads(result.stdout)["hits"]], ids)
        for arguments, expect in ((["--similar", "nobody"], 1), (["--similar", "en1", "water"], 2),
                                  (["--similar", "en1", "--sort", "year"], 2)):
            self.assertEqual(run("evresi-search", "--index", self.index, *arguments).returncode, expect, arguments)

    def test_an_analysis_shows_each_step_to_the_stem(self):
        daemon = self.daemon()
        text = "Η ΚΟΙΝΩΝΙΚΉ\n€2019"
        status, headers, answer = daemon.get("/v1/analyze", lang="el", text=text)
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "application/json")
        self.assertEqual((answer["lang"], answer["lang_from"], answer["confidence"]), ("el", "given", None))
        article, word, number = answer["tokens"]
        for token in answer["tokens"]:
            self.assertEqual(text[token["begin"]:token["end"]], token["text"])
            self.assertEqual(token["steps"][-1]["result"], token["stem"])
        self.assertEqual((article["stop"], word["stop"]), (True, False))
        self.assertEqual((word["casefolded"], word["folded"], word["surface"]),
                         ("κοινωνική", "κοινωνικη", "κοινωνικη"))
        self.assertEqual(word["steps"], [{"kind": "suffix", "rule": "η", "removed": "η", "appended": "",
                                          "result": "κοινωνικ"}])
        self.assertEqual(number["steps"][0]["kind"], "digits")
        # The stem is what searching meets by: the inflected form of the title's word has the same.
        inflected = daemon.get("/v1/analyze", lang="el", text="κοινωνικής")[2]["tokens"][0]
        self.assertEqual(inflected["stem"], word["stem"])

    def test_an_analysis_without_a_language_says_which_one_it_used(self):
        answer = self.daemon().get("/v1/analyze", text="Проектът насърчава социалната икономика")[2]
        self.assertEqual((answer["lang"], answer["lang_from"]), ("bg", "text"))
        self.assertTrue(0 < answer["confidence"] <= 1, answer)
        self.assertEqual(answer["tokens"][2]["stem"], answer["tokens"][2]["steps"][-1]["result"])


# Pairs of texts that differ in marks only, one spelled as it should be, one as it is often typed.
PAIRS = [
    ("sl", "Pravice človeka", "Pravice cloveka", "človekom", "clovekom"),
    ("sl", "Nova šola", "Nova sola", "šolam", "solam"),
    ("sl", "Podjetnost žena", "Podjetnost zena", "žene", "zene"),
    ("lv", "Jauna māja", "Jauna maja", "māju", "maju"),
    ("lv", "Atbalsts ģimenei", "Atbalsts gimenei", "ģimenes", "gimenes"),
    ("el", "Ο νόμος", "Ο νομός", "νόμος", "νομός"),
    ("el", "Ένας θεϊκός τόπος", "Ένας θεικός τόπος", "θεϊκός", "θεικός"),
]


class Spelling(IndexCase):
    def setUp(self):
        super().setUp()
        self.build(self.rows("rows.jsonl", [
            {"id": f"{lang}{number}{sign}", "lang": lang, "title": title, "text": title + "."}
            for number, (lang, marked, plain, *_) in enumerate(PAIRS)
            for sign, title in (("-", plain), ("+", marked))]))

    def check(self, daemon):
        for number, (lang, marked, plain, *queries) in enumerate(PAIRS):
            for query, first, second, title in ((queries[0], "+", "-", marked), (queries[1], "-", "+", plain)):
                expected = [f"{lang}{number}{first}", f"{lang}{number}{second}"]
                for q in (query, f"title:{query}", f'"{title}"', query.upper()):
                    with self.subTest(q=q):
                        answer = daemon.search(q=q, lang=lang)
                        self.assertEqual(answer["total"], {"value": 2, "relation": "eq"})
                        ids = [hit["id"] for hit in answer["hits"]]
                        # A term in a title or in upper case has no Greek accents to go by.
                        is_ordered = lang != "el" or q == query
                        self.assertEqual(ids if is_ordered else sorted(ids),
                                         expected if is_ordered else sorted(expected))
                        for hit in answer["hits"]:
                            self.assertTrue(hit["snippets"][0]["marks"])

    def test_both_spellings_are_found_the_exact_one_first(self):
        daemon = self.daemon()
        self.check(daemon)
        expansions = daemon.search(q="clovekom", lang="sl", cross="off")["query"]["expansions"]
        self.assertEqual(expansions, [{"from": "clovekom", "to": "človekom", "lang": "sl", "source": "spelling",
                                       "weight": 0.6, "key": "sl:človekom"}])

    def test_spellings_outlive_update_delete_and_compact(self):
        self.indexer("update", "--index", self.index, self.rows("more.jsonl", [
            {"id": "new", "lang": "lv", "title": "Skatīt ēku", "text": "Ko skatīt pilsētā."}]))
        self.indexer("delete", "--index", self.index, "sl0-")
        self.indexer("compact", "--index", self.index)
        self.indexer("check", "--index", self.index)
        daemon = self.daemon()
        self.assertEqual(daemon.ids(q="clovekom", lang="sl"), {"sl0+"})
        self.assertEqual(daemon.ids(q="eka", lang="lv"), {"new"})
        self.assertEqual(daemon.ids(q="skatit", lang="lv"), {"new"})
        self.assertEqual(daemon.ids(q="gimene", lang="lv"), {"lv4+", "lv4-"})

    def test_an_index_without_spellings_is_damaged(self):
        (self.index / "gen-000001" / "spellings.tsv").unlink()
        self.assertEqual(self.indexer("check", "--index", self.index, expect=1).returncode, 1)


class Protocol(ServingCase):
    def test_bad_values_are_named(self):
        daemon = self.daemon()
        for parameters, name in (({"size": "1000"}, "size"), ({"page": "0"}, "page"), ({"sort": "best"}, "sort"),
                                 ({"year": "soon"}, "year"), ({"nonsense": "1"}, "nonsense"),
                                 ({"q": "x " * 2000}, "q")):
            status, headers, problem = daemon.get("/v1/search", **parameters)
            self.assertEqual(status, 400, parameters)
            self.assertIn("application/problem+json", headers["Content-Type"])
            self.assertEqual(problem["parameter"], name)

    def test_analyze_refuses_by_name_and_takes_the_methods_of_its_kind(self):
        daemon = self.daemon()
        for parameters, name in (({}, "text"), ({"text": ["a", "b"]}, "text"), ({"text": "a" * 2049}, "text"),
                                 ({"text": "a", "lang": "xx"}, "lang"), ({"text": "a", "q": "b"}, "q")):
            status, headers, problem = daemon.get("/v1/analyze", **parameters)
            self.assertEqual(status, 400, parameters)
            self.assertIn("application/problem+json", headers["Content-Type"])
            self.assertEqual(problem["parameter"], name)
        self.assertIn("bg, el, en, lv, sl", daemon.get("/v1/analyze", text="a", lang="xx")[2]["detail"])
        self.assertEqual(daemon.get("/v1/analyze?text=%C3")[0], 400)
        self.assertEqual(len(daemon.get("/v1/analyze", text="a " * 1024)[2]["tokens"]), 1024)
        _, headers, _ = daemon.get("/v1/analyze", text="rivers", lang="en")
        status, head, body = daemon.get("/v1/analyze", method="HEAD", text="rivers", lang="en")
        self.assertEqual((status, head["Content-Length"], body), (200, headers["Content-Length"], ""))
        status, headers, _ = daemon.get("/v1/analyze", method="OPTIONS")
        self.assertEqual((status, headers["Allow"]), (204, "GET, HEAD, OPTIONS"))
        self.assertEqual(daemon.get("/v1/analyze", method="POST", body="{}")[0], 405)

    def test_unknown_paths_and_methods(self):
        daemon = self.daemon()
        self.assertEqual(daemon.get("/nowhere")[0], 404)
        status, headers, _ = daemon.get("/v1/search", method="DELETE")
        self.assertEqual(status, 405)
        self.assertIn("GET", headers["Allow"])

    def test_health(self):
        daemon = self.daemon()
        self.assertEqual(daemon.get("/healthz")[0], 200)
        self.assertEqual(daemon.get("/readyz")[0], 200)

    def test_what_smugglers_send_is_refused(self):
        daemon = self.daemon()
        for request, statuses in (
            (b"GET / HTTP/1.1\r\n\r\n", (400,)),
            (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", (400,)),
            (b"POST /v1/search HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", (411,)),
            (b"POST /v1/search HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", (400, 501)),
            (b"GET /v1/search HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", (400, 413)),
            (b"POST /v1/search HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n", (413,)),
            (b"GET abc HTTP/1.1\r\nHost: a\r\n\r\n", (400,)),
            (b"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", (405, 501)),
            (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", (414,)),
            (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 200 + b"\r\n", (431,)),
            (b"\x16\x03\x01\x02\x00", (400,)),
        ):
            answer = daemon.raw(request)
            self.assertTrue(answer.startswith(b"HTTP/1.1 "), request[:60])
            self.assertIn(int(answer[9:12]), statuses, request[:60])
        self.assertEqual(daemon.get("/healthz")[0], 200)

    def test_pipelined_requests_are_answered_in_order(self):
        answer = self.daemon().raw(
            b"GET /v1/search?q=rivers HTTP/1.1\r\nHost: a\r\n\r\n"
            b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
            b"GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        first, second, third = (answer.find(s) for s in (b'"en2"', b"200 OK", b"404 Not Found"))
        self.assertEqual(answer.count(b"HTTP/1.1 "), 3)
        self.assertLess(first, third)
        self.assertTrue(0 <= second < third)

    def test_an_unchanged_answer_is_304(self):
        daemon = self.daemon()
        status, headers, _ = daemon.get("/v1/search", q="rivers")
        tag = headers["ETag"]
        self.assertTrue(tag)
        self.assertEqual(daemon.get("/v1/search", q="rivers", headers={"If-None-Match": tag})[0], 304)
        self.assertEqual(daemon.get("/v1/search", q="rural", headers={"If-None-Match": tag})[0], 200)


class Reloading(ServingCase):
    def test_new_generations_appear_and_no_request_fails(self):
        daemon = self.daemon()
        statuses, stop = [], threading.Event()

        def ask():
            while not stop.is_set():
                statuses.append(daemon.get("/v1/search", q="economy")[0])

        askers = [threading.Thread(target=ask) for _ in range(4)]
        for asker in askers:
            asker.start()
        try:
            for version in range(3):
                rows = self.rows("more.jsonl", [{"id": "extra", "lang": "en", "text": f"zebra{version} economy"}])
                self.indexer("update", "--index", self.index, rows)
                for _ in range(600):
                    if daemon.ids(q=f"zebra{version}"):
                        break
                else:
                    self.fail("the new generation did not appear")
        finally:
            stop.set()
            for asker in askers:
                asker.join()
        self.assertEqual(set(statuses), {200})
        self.assertEqual(daemon.search()["total"]["value"], 7)
        self.assertEqual(daemon.stop(), 0, daemon.log)

    def test_a_damaged_new_generation_is_not_taken(self):
        daemon = self.daemon()
        (self.index / "CURRENT").write_text("gen-000099\n")
        daemon.process.send_signal(signal.SIGHUP)
        for _ in range(50):
            self.assertEqual(daemon.get("/v1/search", q="rivers")[0], 200)
        (self.index / "CURRENT").write_text("gen-000001\n")

    def test_a_signal_ends_it_cleanly(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            daemon = self.daemon()
            daemon.search(q="rivers")
            self.assertEqual(daemon.stop(how), 0, daemon.log)


if __name__ == "__main__":
    unittest.main()
