namespace Silk.NET.OpenGL;

// Dispatch, barriers, fences, queries.
public unsafe partial class GL
{
    private nint _dispatchCompute, _dispatchComputeIndirect, _memoryBarrier, _fenceSync, _clientWaitSync, _deleteSync,
        _getQueryObjectuiv, _getQueryObjectui64v, _genQueries, _deleteQueries, _queryCounter;

    public void DispatchCompute(uint num_groups_x, uint num_groups_y, uint num_groups_z) =>
        ((delegate* unmanaged<uint, uint, uint, void>)Entry(ref _dispatchCompute, "glDispatchCompute"))
        (num_groups_x, num_groups_y, num_groups_z);

    public void DispatchComputeIndirect(nint indirect) =>
        ((delegate* unmanaged<nint, void>)Entry(ref _dispatchComputeIndirect, "glDispatchComputeIndirect"))(indirect);

    public void MemoryBarrier(MemoryBarrierMask barriers) =>
        ((delegate* unmanaged<MemoryBarrierMask, void>)Entry(ref _memoryBarrier, "glMemoryBarrier"))(barriers);

    public nint FenceSync(SyncCondition condition, SyncBehaviorFlags flags) =>
        ((delegate* unmanaged<SyncCondition, SyncBehaviorFlags, nint>)Entry(ref _fenceSync, "glFenceSync"))
        (condition, flags);

    public GLEnum ClientWaitSync(nint sync, SyncObjectMask flags, ulong timeout) =>
        ((delegate* unmanaged<nint, SyncObjectMask, ulong, GLEnum>)Entry(ref _clientWaitSync, "glClientWaitSync"))
        (sync, flags, timeout);

    public void DeleteSync(nint sync) =>
        ((delegate* unmanaged<nint, void>)Entry(ref _deleteSync, "glDeleteSync"))(sync);

    public void GetQueryObject(uint id, QueryObjectParameterName pname, uint* @params) =>
        ((delegate* unmanaged<uint, QueryObjectParameterName, uint*, void>)
        Entry(ref _getQueryObjectuiv, "glGetQueryObjectuiv"))(id, pname, @params);

    public void GetQueryObject(uint id, QueryObjectParameterName pname, ulong* @params) =>
        ((delegate* unmanaged<uint, QueryObjectParameterName, ulong*, void>)
        Entry(ref _getQueryObjectui64v, "glGetQueryObjectui64v"))(id, pname, @params);

    public void QueryCounter(uint id, QueryCounterTarget target) =>
        ((delegate* unmanaged<uint, QueryCounterTarget, void>)Entry(ref _queryCounter, "glQueryCounter"))(id, target);

    public uint GenQuery() => Gen(ref _genQueries, "glGenQueries");

    public void DeleteQuery(uint ids) => Delete(ref _deleteQueries, "glDeleteQueries", ids);

    public void GetQueryObject(uint id, QueryObjectParameterName pname, out uint @params)
    {
        fixed (uint* pointer = &@params)
            GetQueryObject(id, pname, pointer);
    }

    public void GetQueryObject(uint id, QueryObjectParameterName pname, out ulong @params)
    {
        fixed (ulong* pointer = &@params)
            GetQueryObject(id, pname, pointer);
    }
}
