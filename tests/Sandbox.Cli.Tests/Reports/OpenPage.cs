using Microsoft.Playwright;

namespace Sandbox.Cli.Tests.Reports;

/// <summary>A page that a browser shows, and what it did meanwhile.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _problems = [], _requests = [];

    public OpenPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _problems.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _problems.Add(error);
        page.Dialog += (_, dialog) => _problems.Add(dialog.Message);
        page.Request += (_, request) => _requests.Add(request.Url);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What the browser complained of: errors, blocked scripts, dialogs.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What it asked for.</summary>
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>Keeps a picture of all of it with the test's results.</summary>
    public async Task AttachAsync(string name)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", $"{name}.png");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
        TestContext.AddTestAttachment(file, name);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
