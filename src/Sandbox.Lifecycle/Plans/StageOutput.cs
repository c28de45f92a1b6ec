using System.Text;

namespace Sandbox.Lifecycle.Plans;

/// <summary>Hands on what a stage writes, line by line, as it comes.</summary>
/// <param name="stage">The stage.</param>
/// <param name="isError">Whether this is its standard error.</param>
/// <param name="progress">Hears the lines.</param>
internal sealed class StageOutput(string stage, bool isError, IProgress<PlanLine> progress) : TextWriter
{
    private readonly StringBuilder _line = new();

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        if (value == '\n')
        {
            Tell();
        }
        else
        {
            _line.Append(value);
        }
    }

    /// <summary>Hands on a last line without its end.</summary>
    public override void Flush()
    {
        if (_line.Length > 0)
        {
            Tell();
        }
    }

    private void Tell()
    {
        progress.Report(new PlanLine(stage, _line.ToString().TrimEnd('\r'), isError));
        _line.Clear();
    }
}
