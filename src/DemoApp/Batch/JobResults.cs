using System.Globalization;
using Spectre.Console;

namespace VisionPlugin.DemoApp.Batch;

/// <summary>Shows results: as JSON lines, as lines for people while a video runs, or as a table at the end.</summary>
internal sealed class JobResults<T>
    where T : IFrameTask
{
    private readonly T _task;
    private readonly Terminal _terminal;
    private readonly bool _json;
    private readonly Table? _table;

    /// <param name="task">What is shown.</param>
    /// <param name="terminal">Where.</param>
    /// <param name="json">True for JSON.</param>
    /// <param name="moving">True if frames come in time, so that people want to see each at once.</param>
    public JobResults(T task, Terminal terminal, bool json, bool moving)
    {
        (_task, _terminal, _json) = (task, terminal, json);
        if (!json && !moving)
            _table = new Table().AddColumns([.. T.Columns, "ms pre + infer + post"]);
    }

    /// <summary>Shows what the task has just found.</summary>
    public void Show(JobFrame frame)
    {
        if (_json)
            _task.WriteJson(_terminal.Out, frame);
        else if (_table is null)
            _terminal.Out.WriteLine($"{Name(frame)}: {_task.Summary(frame)}; {_task.Time} ms");
        else
            AddRows(_table, frame);
    }

    /// <summary>Draws the table, if there is one.</summary>
    public void Complete()
    {
        if (_table is { Rows.Count: > 0 })
            _terminal.Tables().Write(_table);
    }

    private void AddRows(Table table, JobFrame frame)
    {
        string name = Markup.Escape(frame.Source.Text), time = _task.Time;
        foreach (string[] row in _task.Rows(frame))
        {
            table.AddRow([name, .. row.Select(Markup.Escape), time]);
            (name, time) = ("", "");
        }
    }

    // "clip.mp4 #120 0:04.80"
    private static string Name(JobFrame frame) =>
        !frame.Source.IsMoving ? frame.Source.Text : string.Create(CultureInfo.InvariantCulture,
        $"{frame.Source.Text} #{frame.Stamp.Index} {(int)frame.Stamp.Time.TotalMinutes}:{frame.Stamp.Time:ss\\.ff}");
}
