using System.Globalization;
using Sandbox.Rehearsal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sandbox.Cli.Console;

/// <summary>Shows in one line of a terminal what is going on, at which statement of how many, and how long it takes; nothing of it stays.</summary>
/// <param name="task">The line.</param>
internal sealed class LiveProgress(ProgressTask task) : IProgress<string>, IProgress<ScriptProgress>
{
    private const int Narrowest = 60, Widest = 200;

    /// <summary>Runs something and shows how far it is.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="width">Its width in columns.</param>
    /// <param name="hasColors">Whether it shows colours.</param>
    /// <param name="run">What runs.</param>
    public static Task<T> ShowAsync<T>(TextWriter terminal, int? width, bool hasColors, Func<LiveProgress, Task<T>> run)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = hasColors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(terminal),
        });
        console.Profile.Width = Math.Clamp(width ?? Narrowest, Narrowest, Widest);
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new StatementColumn(), new ElapsedTimeColumn { Style = hasColors ? new Style(Color.Grey) : Style.Plain })
            .StartAsync(context => run(new LiveProgress(context.AddTask("beginning", maxValue: double.PositiveInfinity))));
    }

    public void Report(string value)
    {
        task.Description = Markup.Escape(VisibleText.Escape(value));
        task.Value = 0;
    }

    public void Report(ScriptProgress value)
    {
        task.MaxValue = Math.Max(value.Planned, value.Played) + 1;
        task.Value = value.Played;
    }

    /// <summary>Which statement runs; nothing where no script does.</summary>
    private sealed class StatementColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var all = task.MaxValue - 1;
            return new Text(double.IsInfinity(all) || all < 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"statement {Math.Min(task.Value + 1, all)} of {all}"));
        }
    }
}
