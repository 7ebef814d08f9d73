declare module "echarts/dist/echarts.esm.min" {
  export { type EChartsCoreOption, init } from "echarts";
}
