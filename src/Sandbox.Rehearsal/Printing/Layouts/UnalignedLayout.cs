namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>Format unaligned (print_unaligned_text and print_unaligned_vertical in print.c).</summary>
internal sealed class UnalignedLayout
{
    private readonly TableContent _content;
    private readonly TextWriter _output;
    private readonly string _fieldSeparator;
    private readonly string _recordSeparator;

    private UnalignedLayout(TableContent content, TextWriter output)
    {
        _content = content;
        _output = output;
        _fieldSeparator = content.Settings.IsFieldSeparatorZero ? "\0" : content.Settings.FieldSeparator;
        _recordSeparator = content.Settings.IsRecordSeparatorZero ? "\0" : content.Settings.RecordSeparator;
    }

    public static void Print(TableContent content, TextWriter output)
    {
        var layout = new UnalignedLayout(content, output);
        if (content.Settings.Expanded == ExpandedMode.On)
        {
            layout.PrintRecords();
        }
        else
        {
            layout.PrintRows();
        }
    }

    private void PrintRows()
    {
        var needsSeparator = !_content.Part.Starts || !_content.Settings.TuplesOnly;
        if (_content.Part.Starts && !_content.Settings.TuplesOnly)
        {
            if (_content.Title is { } title)
            {
                _output.Write(title);
                _output.Write(_recordSeparator);
            }

            for (var i = 0; i < _content.ColumnCount; i++)
            {
                _output.Write(i == 0 ? "" : _fieldSeparator);
                _output.Write(_content.Header(i));
            }
        }

        for (var row = 0; row < _content.RowCount && _content.ColumnCount > 0; row++)
        {
            _output.Write(needsSeparator ? _recordSeparator : "");
            needsSeparator = true;
            for (var i = 0; i < _content.ColumnCount; i++)
            {
                _output.Write(i == 0 ? "" : _fieldSeparator);
                _output.Write(_content.Cell(row, i));
            }
        }

        if (!_content.Part.Ends)
        {
            return;
        }

        foreach (var footer in _content.Footers)
        {
            _output.Write(needsSeparator ? _recordSeparator : "");
            needsSeparator = true;
            _output.Write(footer);
        }

        EndTable(needsSeparator);
    }

    private void PrintRecords()
    {
        var needsSeparator = !_content.Part.Starts;
        if (_content.Part.Starts && _content.Title is { } title)
        {
            _output.Write(title);
            needsSeparator = true;
        }

        for (var row = 0; row < _content.RowCount && _content.ColumnCount > 0; row++)
        {
            _output.WriteRepeated(_recordSeparator, needsSeparator ? 2 : 0);
            needsSeparator = true;
            for (var i = 0; i < _content.ColumnCount; i++)
            {
                _output.Write(i == 0 ? "" : _recordSeparator);
                _output.Write(_content.Header(i));
                _output.Write(_fieldSeparator);
                _output.Write(_content.Cell(row, i));
            }
        }

        if (!_content.Part.Ends)
        {
            return;
        }

        if (_content.OwnFooters.Count > 0)
        {
            _output.Write(_recordSeparator);
            foreach (var footer in _content.OwnFooters)
            {
                _output.Write(_recordSeparator);
                _output.Write(footer);
            }
        }

        EndTable(needsSeparator);
    }

    // The table ends by a line end whatever the record separator is, except that zero bytes stay zero bytes, for xargs -0.
    private void EndTable(bool needsSeparator)
    {
        if (needsSeparator)
        {
            _output.Write(_content.Settings.IsRecordSeparatorZero ? '\0' : '\n');
        }
    }
}
