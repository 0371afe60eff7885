namespace VisionPlugin.Graphs;

/// <summary>Brings nodes into an order in which each one's inputs are ready, and checks names on the way.</summary>
internal static class NodeSorter
{
    /// <summary>
    /// Sorts nodes; those already in order stay as they are.
    /// </summary>
    /// <param name="nodes">The nodes in any order.</param>
    /// <param name="ready">Names of inputs and constants.</param>
    /// <param name="source">The model's name, for messages.</param>
    /// <exception cref="ModelFormatException">
    /// A value is defined twice or not at all, or nodes form a cycle.
    /// </exception>
    public static List<Node> Sort(IReadOnlyList<Node> nodes, IEnumerable<string> ready, string source)
    {
        Dictionary<string, int> producers = FindProducers(nodes, ready, source);
        int[] waiting = new int[nodes.Count];
        var readers = new List<int>[nodes.Count];
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (string input in nodes[i].Inputs.Where(name => name.Length > 0).Distinct())
            {
                if (!producers.TryGetValue(input, out int producer))
                {
                    throw new ModelFormatException(
                        $"{source}, node {nodes[i]} reads '{input}', which no node, constant or input provides.");
                }

                if (producer < 0)
                    continue;
                waiting[i]++;
                (readers[producer] ??= []).Add(i);
            }
        }

        var next = new PriorityQueue<int, int>(
            Enumerable.Range(0, nodes.Count).Where(i => waiting[i] == 0).Select(i => (i, i)));
        var sorted = new List<Node>(nodes.Count);
        while (next.TryDequeue(out int node, out _))
        {
            sorted.Add(nodes[node]);
            foreach (int reader in readers[node] ?? [])
            {
                if (--waiting[reader] == 0)
                    next.Enqueue(reader, reader);
            }
        }

        return sorted.Count == nodes.Count ? sorted : throw Cycle(nodes, producers, waiting, source);
    }

    // The index of the node that provides each value; -1 for inputs and constants.
    private static Dictionary<string, int> FindProducers(
        IReadOnlyList<Node> nodes, IEnumerable<string> ready, string source)
    {
        var producers = new Dictionary<string, int>();
        foreach (string name in ready)
        {
            if (!producers.TryAdd(name, -1))
                throw new ModelFormatException($"{source}: value '{name}' is defined twice.");
        }

        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (string output in nodes[i].Outputs.Where(name => name.Length > 0))
            {
                if (!producers.TryAdd(output, i))
                    throw new ModelFormatException($"{source}, node {nodes[i]}: value '{output}' is defined twice.");
            }
        }

        return producers;
    }

    // Walks backwards from a node that never became ready until a node repeats: that part of the walk is a cycle.
    private static ModelFormatException Cycle(
        IReadOnlyList<Node> nodes, Dictionary<string, int> producers, int[] waiting, string source)
    {
        var walk = new List<int>();
        var seen = new HashSet<int>();
        int node = Array.FindIndex(waiting, count => count > 0);
        while (seen.Add(node))
        {
            walk.Add(node);
            node = nodes[node].Inputs.Where(name => name.Length > 0).Select(name => producers[name])
                .First(producer => producer >= 0 && waiting[producer] > 0);
        }

        List<int> cycle = walk[walk.IndexOf(node)..];
        cycle.Reverse();
        string names = string.Join(" -> ", cycle.Take(16).Select(i => nodes[i].ToString()));
        string more = cycle.Count > 16 ? " ..." : "";
        return new ModelFormatException($"{source}: nodes depend on one another in a cycle: {names}{more}.");
    }
}
