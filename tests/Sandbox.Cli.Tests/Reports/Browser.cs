using Microsoft.Playwright;

namespace Sandbox.Cli.Tests.Reports;

/// <summary>The machine's own Chromium, without a window.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly IPlaywright _driver;
    private readonly IBrowser _browser;

    private Browser(IPlaywright driver, IBrowser browser)
    {
        _driver = driver;
        _browser = browser;
    }

    /// <summary>Starts it; a test on a machine without one is left out.</summary>
    public static async Task<Browser> StartAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(static folder => s_names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (program is null)
        {
            Assert.Ignore("there is no Chromium here: apt-get install -y --no-install-recommends chromium");
        }

        var driver = await Playwright.CreateAsync();
        var browser = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
            Args = ["--disable-dev-shm-usage", "--disable-gpu"],
        });
        return new Browser(driver, browser);
    }

    /// <summary>Opens a file in a window of its own.</summary>
    /// <param name="file">The file.</param>
    /// <param name="scheme">What its reader prefers.</param>
    /// <param name="width">The window's width, in pixels.</param>
    /// <param name="hash">What stands behind the address's hash.</param>
    public async Task<OpenPage> OpenAsync(string file, ColorScheme scheme = ColorScheme.Light, int width = 1280, string hash = "")
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(new UriBuilder(new Uri(file)) { Fragment = hash }.Uri.AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
    }
}
