using System.Text;

namespace Sandbox.Postgres.Wire;

/// <summary>
/// The encodings that <c>client_encoding</c> may name (PostgreSQL manual, "Character Set Support"), under the names that the server
/// reports. What an encoding lacks is an exception on the way out, never a question mark in somebody's SQL.
/// </summary>
internal static class ClientEncodings
{
    /// <summary>The encoding that every session begins with.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private static readonly Dictionary<string, int> s_codePages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BIG5"] = 950, ["EUC_CN"] = 51936, ["EUC_JP"] = 51932, ["EUC_KR"] = 51949, ["GB18030"] = 54936, ["GBK"] = 936,
        ["ISO_8859_5"] = 28595, ["ISO_8859_6"] = 28596, ["ISO_8859_7"] = 28597, ["ISO_8859_8"] = 28598, ["JOHAB"] = 1361,
        ["KOI8R"] = 20866, ["KOI8U"] = 21866, ["LATIN1"] = 28591, ["LATIN2"] = 28592, ["LATIN3"] = 28593, ["LATIN4"] = 28594,
        ["LATIN5"] = 28599, ["LATIN7"] = 28603, ["LATIN9"] = 28605, ["SJIS"] = 932, ["UHC"] = 949, ["WIN866"] = 866, ["WIN874"] = 874,
        ["WIN1250"] = 1250, ["WIN1251"] = 1251, ["WIN1252"] = 1252, ["WIN1253"] = 1253, ["WIN1254"] = 1254, ["WIN1255"] = 1255,
        ["WIN1256"] = 1256, ["WIN1257"] = 1257, ["WIN1258"] = 1258,
    };

    /// <summary>The encoding of a name.</summary>
    /// <exception cref="ProtocolViolationException">.NET does not have it (EUC_TW, LATIN6, MULE_INTERNAL ...): nothing that follows could be read.</exception>
    public static Encoding Find(string name)
    {
        // SQL_ASCII means that bytes pass as they are.
        if (name.Equals("UTF8", StringComparison.OrdinalIgnoreCase) || name.Equals("SQL_ASCII", StringComparison.OrdinalIgnoreCase))
        {
            return Utf8;
        }

        if (!s_codePages.TryGetValue(name, out var codePage))
        {
            throw new ProtocolViolationException($"client_encoding {name} is not supported");
        }

        var isBuiltIn = codePage == Encoding.Latin1.CodePage;
        return isBuiltIn
            ? Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback)
            : CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback)
                ?? throw new ProtocolViolationException($"client_encoding {name} is not supported");
    }
}
