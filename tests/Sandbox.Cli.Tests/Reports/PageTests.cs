using Microsoft.Playwright;

namespace Sandbox.Cli.Tests.Reports;

/// <summary>The page for a browser, in a real one: what it shows, what it asks for, and that no text of a script, its data or the server's becomes a part of it.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
public sealed class PageTests
{
    private const string Clone = """
        CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, note text);
        CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers ON DELETE CASCADE, total numeric NOT NULL);
        CREATE TABLE audit (id serial PRIMARY KEY, what text);
        CREATE FUNCTION log_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit(what) VALUES (TG_OP); RETURN NULL; END $$;
        CREATE TRIGGER orders_log AFTER INSERT OR UPDATE OR DELETE ON orders FOR EACH ROW EXECUTE FUNCTION log_order();
        CREATE VIEW big_orders AS SELECT * FROM orders WHERE total > 100;
        CREATE VIEW big_customers AS SELECT DISTINCT customer_id FROM big_orders;
        INSERT INTO customers SELECT n, 'customer ' || n, 'note' FROM generate_series(1, 20) n;
        INSERT INTO orders SELECT n, 1 + n % 20, n * 7.5 FROM generate_series(1, 60) n;
        """;

    private const string Script = """
        -- sandbox: snapshot none
        -- </style></script><script>window.injected = 1</script>
        BEGIN;
        INSERT INTO customers VALUES (100, '<script>window.injected = 1</script>', '"><img src=x onerror="window.injected = 1">');
        UPDATE customers SET name = '</td></tr></table><h1 onclick=alert(1)>x</h1> & ''quoted''' WHERE id = 3;
        DELETE FROM customers WHERE id = 2;
        ALTER TABLE customers ALTER COLUMN note TYPE varchar(200);
        ALTER TABLE orders ADD COLUMN "<i onmouseover='window.injected = 1'>" text;
        DROP VIEW big_orders CASCADE;
        DO $$ BEGIN RAISE WARNING '<svg onload=window.injected=1> %', E'\u202Eabc'; END $$;
        SELECT 1 AS seq, 'all rows <b>' AS check_name, '60' AS expected, count(*)::text AS actual, CASE WHEN count(*) = 60 THEN 'PASS' ELSE 'FAIL' END AS verdict FROM orders
        UNION ALL SELECT 2, 'a customer is there', '1', count(*)::text, 'PASS' FROM customers WHERE id = 100;
        COMMIT;
        SELECT nope, '<a href="javascript:window.injected=1">' FROM customers;
        """;

    private static readonly ColorScheme[] s_schemes = [ColorScheme.Light, ColorScheme.Dark];

    private TempFolder _folder = null!;
    private Browser _browser = null!;

    [OneTimeSetUp]
    public async Task ShowAsync()
    {
        _browser = await Browser.StartAsync();
        _folder = new TempFolder().With("sandbox.json", """{ "rehearse": { "allow": ["report_*"] } }""").With("a b.sql", Script).With("good.sql", "-- sandbox: snapshot none\nSELECT 'c' AS check_name, 'PASS' AS verdict;");
        Directory.CreateDirectory(_folder["pages"]);
        var database = await TestServer.CreateDatabaseAsync("report_", Clone.Split('\n'));
        (await SandboxProcess.RunAsync(_folder, ["rehearse", "a b.sql", "good.sql", "--format", "html", "-o", "pages", "--format", "html", "-o", "all.html", .. database.Words])).ShouldExitWith(ExitCode.VerdictFail);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        await _browser.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task The_verdict_comes_first_and_headings_never_skip_a_level()
    {
        await using var page = await _browser.OpenAsync(_folder["pages/a-b.sql.html"]);

        var headings = await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('h1, h2, h3')].map(h => h.tagName + ' ' + h.textContent)");

        headings.ShouldBe(
            ["H1 FAIL", "H2 a b.sql", "H3 Why it is no pass", "H3 Checks", "H3 Rows", "H3 Effects", "H3 Timeline", "H3 Definitions", "H3 Proof", "H3 Findings", "H3 Output"]);
        var levels = await page.Page.EvaluateAsync<int[]>("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => +h.tagName[1])");
        levels.Zip(levels.Skip(1)).ShouldAllBe(static pair => pair.Second <= pair.First + 1);
        (await page.Page.Locator("#script-1-effects tbody tr").First.InnerTextAsync()).ShouldContain("never named");
        (await page.Page.Locator("#script-1-definitions li li li").AllInnerTextsAsync()).ShouldHaveSingleItem().ShouldBe("DROP VIEW big_customers never named");
        (await page.Page.Locator("#script-1-timeline tr.attention").AllInnerTextsAsync()).ShouldContain(static text => text.Contains("AccessExclusiveLock on orders", StringComparison.Ordinal));
        (await page.Page.Locator("#script-1-findings pre").First.InnerTextAsync()).ShouldContain("^^^^^^");
        (await page.Page.Locator("#script-1-proof").InnerTextAsync()).ShouldContain("own transaction aborted");
        page.Problems.ShouldBeEmpty();
    }

    [Test]
    public async Task No_text_becomes_a_part_of_the_page_and_nothing_is_fetched()
    {
        await using var page = await _browser.OpenAsync(_folder["all.html"]);
        await page.Page.HoverAsync("#script-1-definitions");

        (await page.Page.EvaluateAsync<bool>("'injected' in window")).ShouldBeFalse();
        (await page.Page.EvaluateAsync<int>("document.scripts.length")).ShouldBe(1);
        (await page.Page.EvaluateAsync<string[]>("[...new Set([...document.body.querySelectorAll('*')].map(e => e.localName))].filter(name => ['img', 'i', 'iframe', 'style', 'form', 'object'].includes(name))")).ShouldBeEmpty();
        (await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on') || a.name === 'style' || a.value.includes('javascript:')).map(a => a.name)")).ShouldBeEmpty();
        (await page.Page.Locator("h1").CountAsync()).ShouldBe(1);
        var text = await page.Page.Locator("#script-1-rows").InnerTextAsync();
        text.ShouldContain("<script>window.injected = 1</script>");
        text.ShouldContain("</td></tr></table><h1 onclick=alert(1)>x</h1> & 'quoted'");
        (await page.Page.Locator("#script-1-effects").InnerTextAsync()).ShouldContain(@"<svg onload=window.injected=1> \u202Eabc");
        page.Requests.ShouldHaveSingleItem().ShouldStartWith("file:");
        page.Problems.ShouldBeEmpty();
    }

    [Test]
    public async Task A_script_that_got_in_all_the_same_would_not_run()
    {
        await using var page = await _browser.OpenAsync(_folder["all.html"]);

        await page.Page.EvaluateAsync("() => { const script = document.createElement('script'); script.textContent = 'window.injected = 1'; document.body.append(script); const image = document.createElement('div'); image.innerHTML = '<img src=x onerror=\"window.injected = 1\">'; document.body.append(image); }");

        (await page.Page.EvaluateAsync<bool>("'injected' in window")).ShouldBeFalse();
        page.Problems.Count(static problem => problem.Contains("Content Security Policy", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Test]
    public async Task The_filter_works_by_keyboard_and_is_in_the_address()
    {
        await using var page = await _browser.OpenAsync(_folder["pages/a-b.sql.html"]);

        await page.Page.Keyboard.PressAsync("Tab");
        (await page.Page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("To the report");
        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.TypeAsync("orders Lock");

        var rows = await page.Page.Locator("[data-row]:visible").AllInnerTextsAsync();
        rows.ShouldNotBeEmpty();
        rows.ShouldAllBe(static row => row.Contains("orders", StringComparison.OrdinalIgnoreCase) && row.Contains("lock", StringComparison.OrdinalIgnoreCase));
        (await page.Page.Locator("#shown").InnerTextAsync()).ShouldStartWith($"{rows.Count} of ");
        page.Page.Url.ShouldEndWith("#filter=orders+Lock");

        await using var again = await _browser.OpenAsync(_folder["pages/a-b.sql.html"], hash: "filter=orders+Lock");
        (await again.Page.Locator("[data-row]:visible").CountAsync()).ShouldBe(rows.Count);
        await again.Page.Keyboard.PressAsync("/");
        await again.Page.Keyboard.PressAsync("Escape");
        (await again.Page.Locator("[data-row]:visible").CountAsync()).ShouldBeGreaterThan(rows.Count);
        await again.Page.CheckAsync("#only");
        (await again.Page.Locator("#script-1-checks tbody tr:visible").CountAsync()).ShouldBe(1);
    }

    [Test]
    public async Task A_link_leads_to_a_line_and_the_index_to_each_script()
    {
        await using var page = await _browser.OpenAsync(_folder["pages/a-b.sql.html"], hash: "script-1-line-7");
        var target = page.Page.Locator("tr:target");
        (await target.InnerTextAsync()).ShouldContain("ALTER COLUMN note TYPE");
        (await target.EvaluateAsync<bool>("e => { const box = e.getBoundingClientRect(); return box.top >= document.querySelector('.tools').getBoundingClientRect().bottom && box.bottom <= innerHeight; }")).ShouldBeTrue();

        await using var index = await _browser.OpenAsync(_folder["pages/index.html"]);
        (await index.Page.Locator("#scripts tbody tr").AllInnerTextsAsync()).Select(static row => row.Split('\t')[..2].Select(static cell => cell.Trim())).ShouldBe([["a b.sql", "FAIL"], ["good.sql", "PASS"]]);
        await index.Page.ClickAsync("text=good.sql");
        (await index.Page.Locator("h1").InnerTextAsync()).ShouldBe("PASS");
        await index.Page.ClickAsync("text=All scripts");
        (await index.Page.Locator("h2").AllInnerTextsAsync()).ShouldBe(["Scripts"]);
        index.Problems.ShouldBeEmpty();
        await index.AttachAsync("index");
    }

    [TestCaseSource(nameof(s_schemes))]
    public async Task All_text_stands_out_from_its_ground(ColorScheme scheme)
    {
        await using var page = await _browser.OpenAsync(_folder["pages/a-b.sql.html"], scheme);
        await page.AttachAsync($"desktop-{scheme}");

        (await page.Page.EvaluateAsync<string[]>(Contrast)).ShouldBeEmpty();
    }

    [TestCase(1280)]
    [TestCase(360)]
    public async Task Nothing_is_wider_than_the_screen(int width)
    {
        await using var page = await _browser.OpenAsync(_folder["all.html"], width: width);
        await page.AttachAsync($"width-{width}");

        (await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
    }

    [Test]
    public async Task Print_shows_what_is_folded_and_nothing_to_click()
    {
        await using var page = await _browser.OpenAsync(_folder["pages/a-b.sql.html"], ColorScheme.Dark);
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        await page.AttachAsync("print");

        (await page.Page.Locator(".tools").IsVisibleAsync()).ShouldBeFalse();
        (await page.Page.Locator("details:not([open])").CountAsync()).ShouldBe(0);
        (await page.Page.EvaluateAsync<string[]>(Contrast)).ShouldBeEmpty();
        (await page.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")).ShouldBe("rgb(255, 255, 255)");
    }

    /// <summary>The texts whose contrast is below 4.5, as WCAG 2.1 computes it (success criterion 1.4.3).</summary>
    private const string Contrast = """
        () => {
          const parse = color => { const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number); return { rgb: [r, g, b], a }; };
          const light = rgb => rgb.map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
          const ground = e => { for (; e; e = e.parentElement) { const { rgb, a } = parse(getComputedStyle(e).backgroundColor); if (a === 1) { return rgb; } } return [255, 255, 255]; };
          const found = [];
          for (const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); walker.nextNode();) {
            const e = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || ['SCRIPT', 'STYLE'].includes(e.tagName) || !e.checkVisibility()) { continue; }
            const [one, other] = [light(parse(getComputedStyle(e).color).rgb), light(ground(e))].sort((a, b) => b - a);
            if ((one + 0.05) / (other + 0.05) < 4.5) { found.push(`${((one + 0.05) / (other + 0.05)).toFixed(2)}: ${walker.currentNode.data.trim().slice(0, 60)}`); }
          }
          return found;
        }
        """;
}
