"""Links and stresses of an explained page's blocks, as runs without markup."""

from wirecopy.cleaning.inline import Run, runs_of


def test_links_and_stresses_are_runs_whose_text_is_the_blocks():
    markup = '<p>The <em>Cormorant</em>,  says\n<a href="/crew">the <b>crew</b></a>, sails.</p>'
    runs = runs_of(markup, url="https://harbour.example/news/1")
    assert runs["The Cormorant, says the crew, sails."] == (
        Run("The "),
        Run("Cormorant", stress=True),
        Run(", says "),
        Run("the ", href="https://harbour.example/crew"),
        Run("crew", strong=True, href="https://harbour.example/crew"),
        Run(", sails."),
    )


def test_blocks_without_markup_need_no_runs():
    assert runs_of("<p>The ferry sails.</p><p>At noon.</p>") == {}


def test_only_the_innermost_block_has_the_text():
    runs = runs_of("<div><section><p>The <i>ferry</i>.</p></section></div>")
    assert list(runs) == ["The ferry."]


def test_an_address_that_is_none_of_the_web_is_no_link():
    markup = '<p><a href="javascript:alert(1)">Now</a> or <a href="data:text/html,x">later</a>, <i>perhaps</i></p>'
    assert [run.href for run in runs_of(markup, url="https://harbour.example/")["Now or later, perhaps"]] == [
        None,
        None,
    ]


def test_scripts_and_comments_are_no_text():
    markup = "<p>The <i>ferry</i><script>alert(1)</script><!-- late --><style>p{}</style> sails<br>now.</p>"
    assert list(runs_of(markup)) == ["The ferry sails now."]


def test_a_page_of_a_hundred_thousand_nested_tags_is_read_in_time():
    assert runs_of("<div><b>" * 50_000 + "deep") is not None


def test_no_markup_no_runs():
    assert runs_of("") == {}
    assert runs_of("https://harbour.example/") == {}
