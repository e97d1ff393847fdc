import classes from './simulated-mark.module.css';

/** Goes wherever a configuration's name stands whose answers come from a simulated provider. */
export function SimulatedMark() {
  return <span className={classes.mark}>Simulated</span>;
}
