using Spectre.Console;

namespace Sandbox.Cli.Console;

/// <summary>Writes lines to a stream of the console, each in the colour of its meaning where the stream shows colours.</summary>
internal sealed class LinePrinter
{
    // What has to be broken is broken here; Spectre must not break it again.
    private const int NoLimit = 1 << 20;

    private readonly TextWriter _output;
    private readonly IAnsiConsole? _colored;
    private readonly int? _width;

    /// <summary>Creates a printer.</summary>
    /// <param name="output">The stream.</param>
    /// <param name="hasColors">Whether it shows colours.</param>
    /// <param name="width">The width at which prose is broken; null for none.</param>
    public LinePrinter(TextWriter output, bool hasColors, int? width)
    {
        _width = width;
        _output = output;
        if (hasColors)
        {
            _colored = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem = ColorSystemSupport.Standard,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),
            });
            _colored.Profile.Width = NoLimit;
        }
    }

    /// <summary>Writes lines.</summary>
    public void Print(IEnumerable<TextLine> lines)
    {
        foreach (var line in lines)
        {
            Print(line);
        }
    }

    /// <summary>Writes one line.</summary>
    public void Print(TextLine line)
    {
        foreach (var part in LineFold.Fold(line.Text, line.IsLaidOut ? null : _width))
        {
            if (_colored is not null && part.Length > 0 && StyleOf(line.Kind) is { } style)
            {
                _colored.Write(new Text(part, style));
            }
            else
            {
                _output.Write(part);
            }

            _output.Write('\n');
        }
    }

    // The sixteen colours of the terminal's own palette: they stay readable on dark and on light grounds.
    private static Style? StyleOf(TextKind kind) => kind switch
    {
        TextKind.Heading => new Style(decoration: Decoration.Bold),
        TextKind.Good or TextKind.Added => new Style(Color.Green),
        TextKind.Bad or TextKind.Removed => new Style(Color.Red),
        TextKind.Attention => new Style(Color.Olive),
        TextKind.Muted => new Style(Color.Grey),
        _ => null,
    };
}
