namespace Sandbox.Rehearsal.Describing;

/// <summary>Which family a command's name belongs to. psql looks at the first letters only and takes any others behind them.</summary>
internal static class DescribeFamilies
{
    /// <summary>Finds what runs a command; null where psql of that version does not know the name.</summary>
    public static Func<DescribeContext, CancellationToken, Task>? Find(string name, int dialect)
    {
        if (name.StartsWith('d'))
        {
            return FindDescribe(name, dialect);
        }

        var letters = name.TrimEnd(dialect >= 18 ? ['+', 'x', 'S'] : ['+', 'S']);
        var suffix = name[letters.Length..];
        var isPlain = !suffix.Contains('S', StringComparison.Ordinal);
        return letters switch
        {
            "l" or "list" when isPlain => Databases.ListAsync,
            "z" when !suffix.Contains('+', StringComparison.Ordinal) && (isPlain || dialect >= 16) => Privileges.ListAsync,
            "sf" when suffix is "" or "+" => SourceTexts.ShowFunctionAsync,
            "sv" when suffix is "" or "+" => SourceTexts.ShowViewAsync,
            "lo_list" when isPlain && (suffix.Length == 0 || dialect >= 15) => LargeObjects.ListAsync,
            _ => null,
        };
    }

    private static Func<DescribeContext, CancellationToken, Task>? FindDescribe(string name, int dialect)
    {
        var second = name.Length > 2 ? name[2] : '\0';
        var endsHere = second is '\0' or '+' || (second == 'x' && dialect >= 18);
        return (name.Length > 1 ? name[1] : '\0') switch
        {
            '\0' or '+' or 'S' => Relations.DescribeAsync,
            't' or 'v' or 'm' or 'i' or 's' or 'E' => Relations.ListAsync,
            'P' when endsHere || second is 't' or 'i' or 'n' => PartitionedRelations.ListAsync,
            'f' when endsHere || second is 'S' or 'a' or 'n' or 'p' or 't' or 'w' => Functions.ListAsync,
            'a' => Functions.ListAggregatesAsync,
            'o' => Operators.ListAsync,
            'n' => Schemas.ListAsync,
            'u' or 'g' => Roles.ListAsync,
            'r' when name.StartsWith("drds", StringComparison.Ordinal) => Roles.ListSettingsAsync,
            'r' when second == 'g' && dialect >= 16 => Roles.ListGrantsAsync,
            'p' => Privileges.ListAsync,
            'd' when name.StartsWith("ddp", StringComparison.Ordinal) => Privileges.ListDefaultsAsync,
            'd' => Descriptions.ListAsync,
            'x' => Extensions.ListAsync,
            'T' => Types.ListAsync,
            'D' => Types.ListDomainsAsync,
            'C' => Types.ListCastsAsync,
            'O' => Collations.ListAsync,
            'c' when name.StartsWith("dconfig", StringComparison.Ordinal) && dialect >= 15 => ConfigurationParameters.ListAsync,
            'c' => Collations.ListConversionsAsync,
            'b' => Tablespaces.ListAsync,
            'l' => LargeObjects.ListAsync,
            'L' => Languages.ListAsync,
            'y' => EventTriggers.ListAsync,
            'X' when dialect >= 14 => ExtendedStatistics.ListAsync,
            'A' when endsHere => AccessMethods.ListAsync,
            'A' when second == 'c' => AccessMethods.ListOperatorClassesAsync,
            'A' when second == 'f' => AccessMethods.ListOperatorFamiliesAsync,
            'A' when second == 'o' => AccessMethods.ListFamilyOperatorsAsync,
            'A' when second == 'p' => AccessMethods.ListFamilyFunctionsAsync,
            'R' when second == 'p' => Publications.ListAsync,
            'R' when second == 's' => Publications.ListSubscriptionsAsync,
            'e' when second == 's' => ForeignObjects.ListServersAsync,
            'e' when second == 'u' => ForeignObjects.ListUserMappingsAsync,
            'e' when second == 'w' => ForeignObjects.ListWrappersAsync,
            'e' when second == 't' => ForeignObjects.ListTablesAsync,
            'F' when endsHere => TextSearch.ListConfigurationsAsync,
            'F' when second == 'p' => TextSearch.ListParsersAsync,
            'F' when second == 'd' => TextSearch.ListDictionariesAsync,
            'F' when second == 't' => TextSearch.ListTemplatesAsync,
            _ => null,
        };
    }
}
