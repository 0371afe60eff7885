using System.Numerics;
using VisionPlugin.Components.Tracking;
using VisionPlugin.Decoding;

namespace VisionPlugin.Components;

/// <summary>
/// Follows objects from frame to frame: the same object keeps its number (SORT: Bewley et al. 2016, arXiv 1602.00763; a
/// Kalman filter per object, detections assigned so that the sum of intersections over union is the largest). Times may
/// be uneven. Has room for 64 objects at once, those just out of sight included, and grows beyond that; else it
/// allocates nothing. Not thread-safe.
/// </summary>
public sealed class ObjectTracker
{
    private const int FirstRoom = 64;

    private readonly List<TrackState> _states = new(FirstRoom);
    private readonly Stack<TrackState> _unused = new(FirstRoom);
    private readonly Assignment _assignment = new(FirstRoom);
    private float[] _weights = new float[FirstRoom * FirstRoom];
    private int[] _detectionOf = new int[FirstRoom];
    private bool[] _taken = new bool[FirstRoom];
    private Track[] _tracks = new Track[FirstRoom];
    private int _count;
    private int _lastId;
    private TimeSpan _time;
    private bool _hasTime;

    /// <summary>Creates a tracker.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public ObjectTracker(TrackerOptions? options = null)
    {
        Options = options ?? new TrackerOptions();
        Options.Validate();
        for (int i = 0; i < FirstRoom; i++)
            _unused.Push(new TrackState(Options));
    }

    /// <summary>How objects are told apart.</summary>
    public TrackerOptions Options { get; }

    /// <summary>The objects after the last update, in the order of their numbers. Valid until the next one.</summary>
    public ReadOnlySpan<Track> Tracks => _tracks.AsSpan(0, _count);

    /// <summary>Takes in what a detector found in a frame, which may be nothing.</summary>
    /// <param name="detections">Boxes in pixels of the frame; those that are empty or not finite are left out.</param>
    /// <param name="time">The frame's time, not before the last one's.</param>
    /// <returns>
    /// The objects that have been seen often enough, those just out of sight included (<see cref="Track.Misses"/>).
    /// Belongs to the tracker; the next update overwrites it.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The time runs backwards.</exception>
    public ReadOnlySpan<Track> Process(ReadOnlySpan<Detection> detections, TimeSpan time)
    {
        if (_hasTime && time < _time)
        {
            throw new ArgumentOutOfRangeException(
                nameof(time), time, $"Before the last update's {_time}. Call Reset to start over.");
        }

        double seconds = _hasTime ? (time - _time).TotalSeconds : 0;
        (_time, _hasTime) = (time, true);
        foreach (TrackState state in _states)
            state.Predict(seconds);
        Match(detections);
        for (int i = 0; i < _states.Count; i++)
        {
            if (_detectionOf[i] is >= 0 and int index)
                _states[i].Update(detections[index], index, time);
        }

        Drop();
        for (int i = 0; i < detections.Length; i++)
        {
            if (!_taken[i])
                Add(detections[i], i, time);
        }

        Report(time);
        return Tracks;
    }

    /// <summary>
    /// The last places of an object's centre, oldest first, in pixels; empty if there is no such object.
    /// </summary>
    /// <param name="id">The object's number.</param>
    /// <returns>Belongs to the tracker; the next update overwrites it.</returns>
    public ReadOnlySpan<Vector2> TrailOf(int id)
    {
        foreach (TrackState state in _states)
        {
            if (state.Id == id && id > 0)
                return state.Trail.Points;
        }

        return [];
    }

    /// <summary>Forgets all objects, after a cut for example. Numbers go on from where they were.</summary>
    public void Reset()
    {
        foreach (TrackState state in _states)
            _unused.Push(state);
        _states.Clear();
        (_count, _hasTime) = (0, false);
    }

    private void Match(ReadOnlySpan<Detection> detections)
    {
        int rows = _states.Count, columns = detections.Length;
        Grow(ref _weights, rows * columns);
        Grow(ref _detectionOf, rows);
        Grow(ref _taken, columns);
        for (int column = 0; column < columns; column++)
        {
            Box box = detections[column].Box;
            // What is no box belongs to nobody, and nobody new.
            _taken[column] = !(box.IsFinite && box.Area > 0 && float.IsFinite(box.Area));
        }

        for (int row = 0; row < rows; row++)
        {
            Box expected = _states[row].Box;
            int classId = _states[row].ClassId;
            for (int column = 0; column < columns; column++)
            {
                bool mayMatch = !_taken[column] && (!Options.MatchClasses || detections[column].ClassId == classId);
                float iou = mayMatch ? expected.IoU(detections[column].Box) : 0;
                _weights[(row * columns) + column] = iou >= Options.MinIou ? iou : 0;
            }
        }

        _assignment.Solve(_weights, rows, columns, _detectionOf);
        foreach (int column in _detectionOf.AsSpan(0, rows))
        {
            if (column >= 0)
                _taken[column] = true;
        }
    }

    // An object that has no number yet must be seen in each update.
    private void Drop()
    {
        int kept = 0;
        for (int i = 0; i < _states.Count; i++)
        {
            TrackState state = _states[i];
            if (state.Misses > (state.Id > 0 ? Options.MaxMisses : 0))
                _unused.Push(state);
            else
                _states[kept++] = state;
        }

        _states.RemoveRange(kept, _states.Count - kept);
    }

    private void Add(Detection detection, int index, TimeSpan time)
    {
        TrackState state = _unused.TryPop(out TrackState? unused) ? unused : new TrackState(Options);
        state.Start(detection, index, time);
        _states.Add(state);
    }

    private void Report(TimeSpan time)
    {
        Grow(ref _tracks, _states.Count);
        _count = 0;
        foreach (TrackState state in _states)
        {
            if (state.Id == 0 && state.Hits >= Options.MinHits)
                state.Id = ++_lastId;
            if (state.Id > 0)
                _tracks[_count++] = state.ToTrack(time);
        }
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            array = new T[Math.Max(length, 2 * array.Length)];
    }
}
