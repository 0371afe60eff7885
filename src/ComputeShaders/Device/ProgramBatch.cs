namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// Programs that are made one after the other in a host's frames; where the driver compiles in parallel, all are begun
/// first and finished as they become ready. What was begun is the cache's, which goes on with it if the batch is given up.
/// </summary>
/// <param name="cache">Where the programs are kept.</param>
internal sealed class ProgramBatch(ProgramCache cache)
{
    private readonly List<(string Shader, ShaderDefine[] Defines)> _waiting = [];
    private readonly HashSet<string> _keys = [];
    private readonly List<string> _begun = [];

    /// <summary>Number of programs.</summary>
    public int Total => _keys.Count;

    /// <summary>Number of them that are there.</summary>
    public int Done => Total - _waiting.Count - _begun.Count;

    /// <summary>True when all are there.</summary>
    public bool IsComplete => _waiting.Count == 0 && _begun.Count == 0;

    /// <summary>Adds a program; one that was added before counts once.</summary>
    public void Add(string shader, ShaderDefine[] defines)
    {
        if (_keys.Add(ProgramCache.KeyOf(shader, defines)))
            _waiting.Add((shader, defines));
    }

    /// <summary>Begins a program, or finishes one that is ready.</summary>
    /// <returns>False if the driver is at work on all that are left.</returns>
    /// <exception cref="ShaderCompilationException">The driver refuses one.</exception>
    public bool MoveNext()
    {
        if (_waiting.Count > 0)
        {
            (string shader, ShaderDefine[] defines) = _waiting[^1];
            _waiting.RemoveAt(_waiting.Count - 1);
            string key = cache.Begin(shader, defines);
            if (!cache.CompilesInParallel)
                cache.Finish(key);
            else
                _begun.Add(key);
            return true;
        }

        int ready = _begun.FindIndex(cache.IsReady);
        if (ready < 0)
            return false;
        string done = _begun[ready];
        _begun.RemoveAt(ready);
        cache.Finish(done);
        return true;
    }
}
