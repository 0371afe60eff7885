namespace VisionPlugin.Execution;

/// <summary>
/// Makes backends by kind. The GPU backend lives in another assembly; the host registers it once with
/// <see cref="Register"/> (VisionPlugin.ComputeShaders has a method for it), so that this one needs no graphics
/// library.
/// </summary>
public static class Backends
{
    private static readonly Dictionary<BackendType, Func<IBackend>> Factories = new()
    {
        [BackendType.Reference] = () => new ReferenceBackend(),
        [BackendType.Cpu] = () => new CpuBackend(),
    };

    /// <summary>Registers, or replaces, what makes a kind of backend.</summary>
    public static void Register(BackendType type, Func<IBackend> factory)
    {
        lock (Factories)
            Factories[type] = factory;
    }

    /// <summary>Makes a backend, which the caller owns.</summary>
    /// <exception cref="InvalidOperationException">Nothing is registered for the kind.</exception>
    public static IBackend Create(BackendType type)
    {
        Func<IBackend>? factory;
        lock (Factories)
        {
            factory = Factories.GetValueOrDefault(type);
            if (factory is null && type == BackendType.Auto)
                factory = Factories.GetValueOrDefault(BackendType.Cpu);
        }

        return factory?.Invoke() ?? throw new InvalidOperationException(
            $"No {type} backend is registered."
            + $" For {BackendType.GpuCompute} reference VisionPlugin.ComputeShaders and register it.");
    }
}
