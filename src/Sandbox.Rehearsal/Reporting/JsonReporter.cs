using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>
/// Writes the report as the JSON that <c>docs/report.schema.json</c> describes: camelCase, indented, null for what could not be
/// measured. Control characters and HTML's own characters are escaped, so that the text is safe on a terminal and in a page.
/// </summary>
public sealed class JsonReporter : IReporter
{
    /// <summary>Letters of all languages as they are; marks that turn the reading direction as escapes.</summary>
    internal static readonly JavaScriptEncoder Encoder = LettersOfAllLanguages();

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = Encoder };

    /// <inheritdoc/>
    public async Task WriteAsync(Report report, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        Write(output, json => ReportJson.Write(json, report));
        await output.WriteAsync("\n".AsMemory(), cancellationToken);
    }

    /// <summary>The document.</summary>
    /// <param name="report">The report.</param>
    /// <returns>JSON without a final line break.</returns>
    public static string Write(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Text(json => ReportJson.Write(json, report));
    }

    /// <summary>Any document, in the report's form, without a final line break.</summary>
    internal static string Text(Action<Utf8JsonWriter> write)
    {
        using var text = new StringWriter();
        Write(text, write);
        return text.ToString();
    }

    private static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(new DecodingBuffer(output), Options);
        write(json);
    }

    private static JavaScriptEncoder LettersOfAllLanguages()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters('\u061C', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069', '\uFEFF');
        return JavaScriptEncoder.Create(settings);
    }
}
