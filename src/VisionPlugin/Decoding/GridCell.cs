namespace VisionPlugin.Decoding;

/// <summary>Where a dense prediction is made.</summary>
/// <param name="Level">Index of the grid.</param>
/// <param name="Column">Column of the cell.</param>
/// <param name="Row">Row of the cell.</param>
/// <param name="Anchor">Which of the cell's predictions.</param>
/// <param name="Columns">Columns of the grid.</param>
/// <param name="Rows">Rows of the grid.</param>
internal readonly record struct GridCell(int Level, int Column, int Row, int Anchor, int Columns, int Rows);
