using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// Plans by the types and shapes of the inputs that they were made for, and by the elements of those inputs that decide
/// shapes. Looking up allocates nothing. The plan that was not used for longest is dropped when there are too many.
/// </summary>
/// <param name="capacity">Most plans to keep.</param>
internal sealed class PlanCache(int capacity) : IDisposable
{
    // Latest use first.
    private readonly List<(TensorInfo[] Inputs, WorkerPlan Plan)> _entries = [];

    /// <summary>The plan for the inputs, or null. Drops plans that can be used no more.</summary>
    public WorkerPlan? Find(ReadOnlySpan<Tensor?> inputs)
    {
        for (int i = _entries.Count - 1; i >= 0; i--)
        {
            WorkerPlan plan = _entries[i].Plan;
            if (!plan.Plan.IsStale)
                continue;
            _entries.RemoveAt(i);
            plan.Dispose();
        }

        for (int i = 0; i < _entries.Count; i++)
        {
            (TensorInfo[] Inputs, WorkerPlan Plan) entry = _entries[i];
            if (!Fits(entry.Inputs, inputs))
                continue;
            if (i > 0)
            {
                _entries.RemoveAt(i);
                _entries.Insert(0, entry);
            }

            return entry.Plan;
        }

        return null;
    }

    /// <summary>
    /// Makes room for one more plan. Called before the plan is made, so that both never hold memory at once.
    /// </summary>
    public void MakeRoom()
    {
        while (_entries.Count >= Math.Max(1, capacity))
        {
            _entries[^1].Plan.Dispose();
            _entries.RemoveAt(_entries.Count - 1);
        }
    }

    /// <summary>Adds a plan, which the cache owns from now on.</summary>
    public void Add(TensorInfo[] inputs, WorkerPlan plan) => _entries.Insert(0, (inputs, plan));

    /// <summary>Disposes all plans.</summary>
    public void Dispose()
    {
        foreach ((_, WorkerPlan plan) in _entries)
            plan.Dispose();
        _entries.Clear();
    }

    private static bool Fits(TensorInfo[] infos, ReadOnlySpan<Tensor?> inputs)
    {
        for (int i = 0; i < infos.Length; i++)
        {
            Tensor input = inputs[i]!;
            if (infos[i].DataType != input.DataType || infos[i].Shape != input.Shape)
                return false;
            if (infos[i].Value is { } value)
            {
                Tensor onHost = input.IsOnHost ? input : input.ReadbackAndClone();
                if (!value.AsBytes().SequenceEqual(onHost.AsBytes()))
                    return false;
            }
        }

        return true;
    }
}
