/** The room of rows that are not drawn: a body of their height. */
export function RowGap(props: { readonly height: number; readonly columns: number }) {
  if (props.height <= 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr>
        <td colSpan={props.columns} style={{ height: props.height, padding: 0, border: 0 }} />
      </tr>
    </tbody>
  );
}
